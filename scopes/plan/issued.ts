/**
 * Tokens that are already issued. They carry what the contract said when they were issued, until they expire, and
 * neither gate can tell (aws-facts §G): a change has its whole effect only when the last of them is gone.
 *
 * @module
 */
import type { Draft } from './draft.ts'
import type { ChangeKind, Issued } from './shape.ts'
import type { Side } from './side.ts'

/** What is known of a change by then. */
export interface Consequences {
  readonly gains: boolean
  readonly loses: boolean
  /** App clients that it touches. */
  readonly clients: Iterable<string>
}

const upTo = (minutes: number) => `for up to ${minutes} minutes`

/** How tokens that are already issued differ. */
type Way = 'lack-scope' | 'keep-scope' | 'keep-org' | 'keep-life' | 'refused' | 'alike'

/** By kind of change, so that a new kind does not compile before somebody has thought about it. */
const ways: Readonly<Record<ChangeKind, Way>> = {
  'operation-access': 'lack-scope',
  'scope-renamed': 'lack-scope',
  'scope-moved': 'lack-scope',
  'scope-removed': 'keep-scope',
  'scope-roles': 'keep-scope',
  'client-scopes': 'keep-scope',
  'pool-roles': 'keep-scope',
  'identity-scopes': 'keep-scope',
  'client-self-service': 'keep-scope',
  'machine-org': 'keep-org',
  'access-token-life': 'keep-life',
  'client-removed': 'refused',
  'client-moved': 'refused',
  'client-kind': 'refused',
  'pool-removed': 'refused',
  'client-added': 'alike',
  'client-described': 'alike',
  'logout-uris': 'alike',
  'machine-role': 'alike',
  'operation-added': 'alike',
  'operation-callers': 'alike',
  'operation-described': 'alike',
  'operation-exposure': 'alike',
  'operation-removed': 'alike',
  'operation-renamed': 'alike',
  'operation-route': 'alike',
  'operation-service': 'alike',
  'operation-tenancy': 'alike',
  'pool-added': 'alike',
  'pool-described': 'alike',
  'pool-mfa': 'alike',
  'pool-org': 'alike',
  'redirect-uris': 'alike',
  'refresh-token-life': 'alike',
  'resource-server-named': 'alike',
  'role-added': 'alike',
  'role-described': 'alike',
  'role-removed': 'alike',
  'scope-added': 'alike',
  'scope-described': 'alike',
  'scope-risk': 'alike',
  unexplained: 'alike',
}

function says(way: Way, { gains, loses }: Consequences, minutes: number): string | undefined {
  switch (way) {
    case 'lack-scope':
      return `Tokens issued before do not carry the new scope: they are refused ${upTo(minutes)}, unless their client gets new ones`
    case 'keep-scope':
      if (loses) return `Tokens issued before keep the scope ${upTo(minutes)}`
      return gains
        ? `Tokens issued before do not carry it; the last of them is gone after ${minutes} minutes`
        : undefined
    case 'keep-org':
      return `Tokens issued before act for the old organization ${upTo(minutes)}`
    case 'keep-life':
      return `Tokens issued before keep their life of up to ${minutes} minutes`
    case 'refused':
      return 'Tokens issued before are refused at once: both gates know the client no more'
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
  const text = says(ways[draft.kind], consequences, minutes)
  return text === undefined ? null : { minutes, says: text }
}
