/**
 * The file of `--prices`: somebody's own prices, of another region or another day.
 *
 * @module
 */
import { readFile } from 'node:fs/promises'
import type { z } from 'zod'
import { Failure } from '../program/failure.ts'
import { PriceTable } from './price-table.ts'

const next = 'start from what `scopes cost --print-prices` prints'

/** @throws {Failure} when it cannot be read, is no JSON, or breaks a rule of the form; names the field and the rule */
export async function readPrices(file: string): Promise<PriceTable> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new Failure('The file of `--prices` cannot be read', 'check its path')
  })
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    throw new Failure('The file of `--prices` is no JSON', next)
  }
  const { success, data, error } = PriceTable.safeParse(json)
  if (success) return data
  throw new Failure(`The file of \`--prices\` breaks a rule: ${faultOf(error.issues[0])}`, next)
}

/** The messages are those of the form, which quote no value. */
function faultOf(issue: z.core.$ZodIssue | undefined): string {
  // Every field on the way is one of the form: a foreign one is told by its table, without its name.
  const path = issue?.path.map(String).join('.') ?? ''
  return `${path === '' ? 'it' : `\`${path}\``} ${issue?.message ?? 'is not valid'}`
}
