/**
 * Looks for running DynamoDB engines, for tests of what is left behind.
 *
 * @module
 */
import { execFileSync } from 'node:child_process'

const engines = () =>
  execFileSync('ps', ['-eo', 'pid=,args='], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => /^\s*\d+ \S*dynoxide serve /.test(line))

/** The engines whose data lies in the folder. */
export const enginesOf = (folder: string): readonly string[] => engines().filter((line) => line.includes(`${folder}/`))

/** The process id of the engine on that port. */
export function engineOnPort(port: string): number {
  const row = engines().find((line) => line.includes(`--port ${port}`))
  if (row === undefined) throw new Error(`No engine runs on port ${port}`)
  return Number(row.trim().split(' ')[0])
}
