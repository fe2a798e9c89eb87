/** The templates that the folder's data was made with. */
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { loadTemplates, refusedUpdates, type Stack, TemplateError } from '@scopegate/template'
import { DamagedFile } from './damaged-file.ts'
import { writeWhole } from './home.ts'

const ending = '.template.json'

/**
 * Refuses what Cognito would refuse to make of the pools whose data lies here.
 *
 * @throws Error of one line that names each pool and property
 */
export function refuseUpdates(folder: string, stacks: readonly Stack[]): void {
  if (!existsSync(folder)) return
  const before = new Map(templatesIn(folder).map(({ name, template }) => [name, template]))
  const refused = stacks.flatMap(({ name, template }) => {
    const old = before.get(name)
    if (old === undefined) return []
    return refusedUpdates(old, template).map(({ logicalId, property, reason }) => {
      const path = template.Resources[logicalId]?.Metadata['aws:cdk:path']
      return `${typeof path === 'string' ? path : `${name}/${logicalId}`}/${property}: ${reason}`
    })
  })
  if (refused.length === 0) return
  throw new Error(
    `Cognito would refuse this update of the pools that run here. ${refused.join(' ')} Take the change back, or begin anew with \`start --fresh\`, which loses the data`,
  )
}

/** Keeps the templates for the next start. Broken off in the middle it leaves each of them whole, the old one or the new. */
export function keepTemplates(folder: string, stacks: readonly Stack[]): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  for (const { name, text } of stacks) writeWhole(join(folder, name + ending), text)
  const kept = new Set(stacks.map(({ name }) => name + ending))
  for (const file of readdirSync(folder)) if (!kept.has(file)) rmSync(join(folder, file))
}

function templatesIn(folder: string): readonly Stack[] {
  const files = readdirSync(folder).filter((name) => name.endsWith(ending))
  if (files.length === 0) throw new DamagedFile(folder)
  return files.flatMap((name) => {
    const file = join(folder, name)
    try {
      return loadTemplates(file)
    } catch (error) {
      throw error instanceof TemplateError ? new DamagedFile(file, error) : error
    }
  })
}
