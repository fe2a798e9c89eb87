/**
 * The pool's password policy.
 *
 * @module
 */
import type { PasswordPolicy } from './model.ts'

/** Documented: the special characters that count, with a space in the middle. */
const symbol = /[\^$*.[\]{}()?"!@#%&/\\,><':;|_~`=+-]|\S \S/

/** Whether the password has everything that the policy asks for. */
export function meetsPolicy(policy: PasswordPolicy, password: string): boolean {
  return (
    password.length >= policy.minimumLength &&
    (!policy.lowercase || /[a-z]/.test(password)) &&
    (!policy.uppercase || /[A-Z]/.test(password)) &&
    (!policy.numbers || /\d/.test(password)) &&
    (!policy.symbols || symbol.test(password))
  )
}
