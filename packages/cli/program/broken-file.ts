/**
 * What may be said of an error that a file of the system threw while it loaded: its name, and the file.
 *
 * Its message is never read: the message may quote what stands in the file, and paths of this machine.
 */
import { realpathSync } from 'node:fs'
import { relative } from 'node:path'
import { fileURLToPath } from 'node:url'

/** A line of a stack; the first, where types could not be stripped, is a path and no address. */
const frame = /^(?: +at .*?)?\(?((?:file:\/\/|\/|[A-Za-z]:\\)[^()]+?\.ts)(?::\d+)*\)?$/

/** `SyntaxError in scopes/catalog.ts`, or without the file where no line of the stack is an address of the system's. */
export function brokenFile(error: unknown, root: string): string {
  if (!(error instanceof Error)) return typeof error
  const stack = (error.stack ?? '').replace(error.message, '')
  const file = stack.split('\n').flatMap((line) => {
    const address = frame.exec(line)?.[1]
    // Node names a file by its real path.
    if (address === undefined) return []
    const path = address.startsWith('file:') ? fileURLToPath(address) : address
    return [relative(realpathSync(root), path).replaceAll('\\', '/')]
  })
  const own = file.find((each) => /^(?:scopes|infra)\/[\w./-]+$/.test(each))
  return own === undefined ? error.name : `${error.name} in ${own}`
}
