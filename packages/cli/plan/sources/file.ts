/**
 * The contract in a file: in a template, which carries the one it was made from, or by itself, as `plan --steps --json`
 * prints it.
 */
import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Template } from '@scopegate/template'
import { z } from 'zod'
import { Failure } from '../../program/failure.ts'
import type { Carried } from './index.ts'

/** What the main stack's template says of its contract and stage. */
const Carrier = z.looseObject({
  Metadata: z.looseObject({ 'scopegate:contract': z.unknown(), 'scopegate:stage': z.unknown().optional() }),
})
const Bare = z.looseObject({ resourceServers: z.unknown(), operations: z.unknown() })

export async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}

/** @throws {Failure} when it cannot be read, is no JSON or holds no contract */
export async function contractIn(path: string): Promise<Carried> {
  const isFolder = (await stat(path)).isDirectory()
  const files = isFolder ? (await readdir(path)).filter((name) => name.endsWith('.template.json')) : ['']
  for (const file of files) {
    const carried = carriedBy(await jsonIn(join(path, file)))
    if (carried !== undefined) return carried
  }
  throw new Failure(
    `The ${isFolder ? 'folder' : 'file'} carries no contract: it is no template of Scopegate, or one of a version before contracts were in it`,
    'write it again with `scopes synth`, or give the commit that it was made from',
  )
}

async function jsonIn(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'))
  } catch (error) {
    const because = error instanceof SyntaxError ? 'is not JSON' : 'cannot be read'
    throw new Failure(`The template ${because}`, 'give the template that `scopes synth` writes, or its folder')
  }
}

/** What a template carries, or a contract that stands there by itself. */
function carriedBy(value: unknown): Carried | undefined {
  const { 'scopegate:contract': contract, 'scopegate:stage': stage } = Carrier.safeParse(value).data?.Metadata ?? {}
  if (contract !== undefined) return { contract, stage, template: Template.safeParse(value).data }
  return Bare.safeParse(value).success ? { contract: value, stage: undefined } : undefined
}
