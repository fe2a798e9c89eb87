/**
 * The contract in a file: in a template, which carries the one it was made from, or by itself, as `plan --steps --json`
 * prints it.
 *
 * @module
 */
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { Failure } from '../../program/failure.ts'

/** What a template says of its contract: `packages/cdk/scopegate-stack.ts` writes it. */
const Carrier = z.looseObject({ Metadata: z.looseObject({ 'scopegate:contract': z.unknown() }) })
const Bare = z.looseObject({ resourceServers: z.unknown(), operations: z.unknown() })

/** In the folder that `synth` writes. */
const templateFile = 'Scopegate.template.json'

export async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}

/** @throws {Failure} when it cannot be read, is no JSON or holds no contract */
export async function contractIn(path: string): Promise<unknown> {
  const isFolder = (await stat(path)).isDirectory()
  let value: unknown
  try {
    value = JSON.parse(await readFile(isFolder ? join(path, templateFile) : path, 'utf8'))
  } catch (error) {
    const because = error instanceof SyntaxError ? 'is not JSON' : 'cannot be read'
    throw new Failure(
      `The template ${because}`,
      'give the file `Scopegate.template.json` that `synth` writes, or its folder',
    )
  }
  const contract = contractOf(value)
  if (contract !== undefined) return contract
  throw new Failure(
    'The file carries no contract: it is no template of Scopegate, or one of a version before contracts were in it',
    'write it again with `scopes synth`, or give the commit that it was made from',
  )
}

/** The contract that a template carries, or that the value is. */
export function contractOf(value: unknown): unknown {
  const carried = Carrier.safeParse(value)
  if (carried.success && carried.data.Metadata['scopegate:contract'] !== undefined) {
    return carried.data.Metadata['scopegate:contract']
  }
  return Bare.safeParse(value).success ? value : undefined
}
