/**
 * Where the DynamoDB engine is: an optional package with a binary for one platform.
 *
 * @module
 */
import { accessSync, constants } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

/** The path of the `dynoxide` binary. @throws Error that says what to do where there is none. */
export function findDynoxide(platform: string = process.platform, arch: string = process.arch): string {
  const packageName = `@dynoxide/${platform}-${arch}`
  try {
    const file = createRequire(import.meta.url).resolve(`${packageName}/package.json`)
    const binary = join(file, '..', 'dynoxide')
    accessSync(binary, constants.X_OK)
    return binary
  } catch {
    throw new Error(
      `No DynamoDB engine for ${platform}-${arch} is installed (\`${packageName}\`). Run any DynamoDB, such as DynamoDB Local, and set \`DYNAMODB_ENDPOINT\` to its address`,
    )
  }
}
