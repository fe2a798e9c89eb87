/**
 * Tokens that are already issued. They carry what the contract said when they were issued, until they expire, and
 * neither gate can tell (aws-facts §G): a change has its whole effect only when the last of them is gone.
 */
import { quoted } from '@scopegate/contract/quoted'
import type { Draft } from './draft.ts'
import { changeKinds, type Issued, type Way } from './shape.ts'
import type { Side } from './side.ts'

export interface Consequences {
  readonly gains: boolean
  readonly loses: boolean
  readonly clients: Iterable<string>
  /** Those in browsers: a refresh token brings the scopes that were asked for at sign-in, and no others. */
  readonly browsers: readonly string[]
}

const upTo = (minutes: number) => `for up to ${minutes} minutes`

const laterOnly = (minutes: number) =>
  `Tokens issued before do not carry it; the last of them is gone after ${minutes} minutes`

function says(way: Way, { gains, loses, browsers }: Consequences, minutes: number): string | undefined {
  switch (way) {
    case 'lack-scope': {
      const people = browsers.length === 0 ? '' : `, and through ${quoted(browsers)} until people sign in again`
      return `Tokens issued before do not carry the new scope: they are refused ${upTo(minutes)}${people}`
    }
    case 'keep-scope':
      if (loses) return `Tokens issued before keep the scope ${upTo(minutes)}`
      return gains ? laterOnly(minutes) : undefined
    case 'keep-life':
      return `Tokens issued before keep their life of up to ${minutes} minutes`
    case 'client-unknown':
      return 'Tokens issued before are refused at once: both gates know the client no more'
    case 'claims-refused':
      return `Tokens issued before are refused at once, ${upTo(minutes)}: the services hold their claims to the contract`
    case 'role-lost':
      if (loses) return 'Tokens issued before with such a role are refused at once: the services know it no more'
      return gains ? laterOnly(minutes) : undefined
    case 'alike':
      return undefined
  }
}

/** `null` where nobody has a token that differs. */
export function issuedBefore(draft: Draft, before: Side, consequences: Consequences): Issued | null {
  const minutes = [...consequences.clients].reduce(
    (most, name) => Math.max(most, before.clients.get(name)?.spec.accessTokenMinutes ?? 0),
    0,
  )
  if (minutes === 0) return null
  const text = says(changeKinds[draft.kind], consequences, minutes)
  return text === undefined ? null : { minutes, says: text }
}
