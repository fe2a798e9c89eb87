/** The running local stack, as a client sees it: addresses, app clients and demo users, by name. */
import type { StackFile } from '@scopegate/emulator'
import { inject } from 'vitest'

/** What the stack says about itself; started once by the global setup. */
export const stack = (): StackFile => inject('stack')

function found<T>(what: string, name: string, value: T | undefined): T {
  if (value === undefined) throw new Error(`The stack has no ${what} \`${name}\``)
  return value
}

export const apiUrl = (pool: string): string => found('API', pool, stack().apis[pool]).url
export const poolOf = (pool: string) => found('pool', pool, stack().pools[pool])
export const clientOf = (client: string) => found('client', client, stack().clients[client])

/** The demo user of a role: of one organization, or the only one where the pool has none. */
export const demoUser = (role: string, org?: string) =>
  found(
    'user',
    `${role} ${org ?? ''}`,
    stack().users.find((user) => user.role === role && (org === undefined || user.org === org)),
  )
