/**
 * A contract that comes from elsewhere: another commit, a template, AWS. Checked here once, because it was written for
 * another version of the code, or by another program.
 *
 * @module
 */
import { ContractSchema } from '@scopegate/analysis/contract-schema'
import type { Contract } from '@scopegate/contract'
import { Failure } from './failure.ts'
import { requireSound } from './sound.ts'

/**
 * The contract. That its names refer to something is not checked.
 *
 * @param whose contract it is: `the deployment`
 * @throws {Failure} naming the first field that does not fit, never its value
 */
export function readContract(value: unknown, whose: string): Contract {
  const parsed = ContractSchema.safeParse(value)
  if (parsed.success) return parsed.data
  const field = parsed.error.issues[0]?.path.join('.') ?? ''
  throw new Failure(
    `The contract of ${whose} has another form than this version reads, first at \`${field}\``,
    'check out the commit that it was made from, and type the same there',
  )
}

/**
 * The same, for whoever computes from it.
 *
 * @throws {Failure} also when it breaks its own rules
 */
export function readSoundContract(value: unknown, whose: string): Contract {
  const contract = readContract(value, whose)
  requireSound(contract, whose)
  return contract
}
