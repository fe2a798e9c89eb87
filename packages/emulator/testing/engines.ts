/** Looks for running DynamoDB engines, for tests of what is left behind. */
import { execFileSync } from 'node:child_process'

const engines = () =>
  execFileSync('ps', ['-eo', 'pid=,args='], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => /^\s*\d+ \S*dynoxide serve /.test(line))

/** The engines whose data lies in the folder. */
export const enginesOf = (folder: string): readonly string[] => engines().filter((line) => line.includes(`${folder}/`))

const idIn = (row: string | undefined, where: string): number => {
  if (row === undefined) throw new Error(`No engine runs ${where}`)
  return Number(row.trim().split(' ')[0])
}

/** The process id of the engine on that port. */
export const engineOnPort = (port: string): number =>
  idIn(
    engines().find((line) => line.includes(`--port ${port}`)),
    `on port ${port}`,
  )

/** The process id of the engine whose data lies in the folder. */
export const engineIn = (folder: string): number => idIn(enginesOf(folder)[0], `in ${folder}`)
