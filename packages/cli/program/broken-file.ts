/**
 * Which file of the contract an error comes from, when it knows that.
 *
 * Its message is never read for it: the message may quote what stands in the file, and paths of this machine.
 *
 * @module
 */
import { relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const frame = /^(?: +at .*?)?\(?(file:\/\/[^\s()]+?\.ts)(?::\d+)*\)?$/

/**
 * The file: `scopes/catalog.ts`; `undefined` where no line of the stack is an address below `scopes/`.
 *
 * @param root the checkout's folder
 */
export function contractFileOf(error: unknown, root: string): string | undefined {
  if (!(error instanceof Error)) return undefined
  const told = (error.stack ?? '').replace(error.message, '')
  const files = told.split('\n').flatMap((line) => {
    const address = frame.exec(line)?.[1]
    return address === undefined ? [] : [relative(root, fileURLToPath(address)).replaceAll('\\', '/')]
  })
  return files.find((file) => /^scopes\/[\w./-]+$/.test(file))
}
