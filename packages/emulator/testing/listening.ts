/** Where this process and all that it started listen, for tests of what can be reached. */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'

/** What has ended since is nothing. */
const orNone = <T>(read: () => readonly T[]): readonly T[] => {
  try {
    return read()
  } catch {
    return []
  }
}

/** The process and all below it. */
const processes = (id: number): readonly number[] => [
  id,
  ...readdirSync(`/proc/${id}/task`).flatMap((thread) =>
    orNone(() =>
      readFileSync(`/proc/${id}/task/${thread}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number),
    ).flatMap(processes),
  ),
]

/** Where the process and all that it started listen, as everybody on the machine can see it. */
export const listening = (): readonly string[] => {
  const ours = new Set(
    processes(process.pid).flatMap((id) =>
      orNone(() => readdirSync(`/proc/${id}/fd`)).flatMap((fd) =>
        orNone(() => [/^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${id}/fd/${fd}`))?.[1]]),
      ),
    ),
  )
  return ['tcp', 'tcp6'].flatMap((family) =>
    readFileSync(`/proc/net/${family}`, 'utf8')
      .split('\n')
      .map((line) => line.trim().split(/\s+/))
      .filter(([, , , state, , , , , , inode]) => state === '0A' && ours.has(inode))
      .map(([, local = '']) => local),
  )
}
