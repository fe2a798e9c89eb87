/** How a running stack is told to end: by a signal, or by the end of the package manager that started it. */
import { whenOneEnds, wrappersFrom } from './wrappers.ts'

/** From now on the process ends in order when it is told to: give what is returned the function that stops everything. */
export function endInOrder(log: (line: string) => void): (stop: () => Promise<void>) => void {
  let stop = async (): Promise<void> => {}
  let ending = false
  const end = () => {
    // The second time it does not wait.
    if (ending) process.exit(130)
    ending = true
    log('Stopping')
    void stop().finally(() => process.exit(0))
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end)
  whenOneEnds(wrappersFrom(process.ppid), () => {
    if (!ending) end()
  })
  return (everything) => {
    stop = everything
  }
}
