/** Where the code of each function of a system is, by convention. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** What esbuild starts from: a module's text, and the folder that its imports are relative to. */
export interface Entry {
  /** What the bundle is called: its folder among the others. */
  readonly name: string
  readonly text: string
  readonly folder: string
  /** One ES module: nothing in it is CommonJS, is loaded later or prints a stack. */
  readonly isBare?: boolean
  /** Names of globals, and what the code has in their place. */
  readonly define?: Readonly<Record<string, string>>
}

/** The token trigger: what `triggers/pre-token-generation.ts` exports as `handler`. @throws Error of one line without it */
export function triggerEntry(root: string): Entry {
  const folder = join(root, 'triggers')
  if (!existsSync(join(folder, 'pre-token-generation.ts'))) {
    throw new Error(
      'The system has no triggers/pre-token-generation.ts. Write it: `export const handler = preTokenGeneration(contract)`',
    )
  }
  return { name: 'token-trigger', text: `export { handler } from './pre-token-generation.ts'\n`, folder, isBare: true }
}

/** The contract, the handlers that `compose` of `services/<service>/index.ts` gives, and the kit's adapter. */
export function serviceEntry(root: string, service: string): Entry {
  const folder = join(root, 'services')
  if (!existsSync(join(folder, service, 'index.ts'))) {
    throw new Error(
      `The contract has the service \`${service}\`, and the system has no services/${service}/index.ts. Write it: it exports \`compose\`, which gives the service’s handlers`,
    )
  }
  const lines = [
    `import { lambdaHandler } from '@scopegate/http/lambda'`,
    `import { contract } from '../scopes/contract.ts'`,
    `import { compose } from './${service}/index.ts'`,
    'export const handler = lambdaHandler(contract, compose)',
  ]
  // The adapter's own, which is light until it is looked into (`@scopegate/http`, lambda/response.ts).
  return { name: service, text: lines.join('\n'), folder, define: { Response: 'globalThis.scopegateResponse' } }
}
