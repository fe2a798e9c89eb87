/**
 * What changed in an app client’s row beside its scopes: lifetimes, organization, addresses.
 *
 * @module
 */

import { addressesOf, type ClientSpec } from '@scopegate/contract'
import { sameJson } from '../../same-json.ts'
import { cause, type Draft } from '../draft.ts'
import { compareLists, gainAndLoss } from '../rows.ts'

type Spec = ClientSpec<string, string>

/** @param name of a client whose kind is the same in both */
export function settingDrafts(name: string, before: Spec, after: Spec): readonly Draft[] {
  return [
    ...lifetime(name, 'access', 'minute', before.accessTokenMinutes, after.accessTokenMinutes),
    ...(before.kind === 'machine' && after.kind === 'machine' ? machineDrafts(name, before, after) : []),
    ...(before.kind !== 'machine' && after.kind !== 'machine' ? peopleDrafts(name, before, after) : []),
    ...(before.kind === 'browser' && after.kind === 'browser' ? browserDrafts(name, before, after) : []),
    ...(before.description === after.description
      ? []
      : [
          {
            kind: 'client-described',
            sign: '~',
            says: `The description of the client \`${name}\` is another`,
            causes: [],
          } as const,
        ]),
  ]
}

/** A longer life means that whoever finds a token may use it longer. */
const lifetime = (
  name: string,
  token: 'access' | 'refresh',
  unit: string,
  was: number,
  is: number,
): readonly Draft[] =>
  was === is
    ? []
    : [
        {
          kind: `${token}-token-life`,
          sign: '~',
          says: `${token === 'access' ? 'Access' : 'Refresh'} tokens of \`${name}\` live ${is} ${unit}${is === 1 ? '' : 's'} in the place of ${was}`,
          causes: [cause.clientLife(name)],
          own: is > was ? 'widens' : 'narrows',
          clients: [name],
        },
      ]

function machineDrafts(
  name: string,
  before: Extract<Spec, { readonly kind: 'machine' }>,
  after: Extract<Spec, { readonly kind: 'machine' }>,
): readonly Draft[] {
  const drafts: Draft[] = []
  if (before.org !== after.org) {
    drafts.push({
      kind: 'machine-org',
      sign: '~',
      says: `The machine \`${name}\` acts for \`${after.org}\` in the place of \`${before.org}\``,
      causes: [cause.clientOrg(name)],
      own: 'widens',
      clients: [name],
    })
  }
  if (before.role !== after.role) {
    drafts.push({
      kind: 'machine-role',
      sign: '~',
      says: `The tokens of \`${name}\` say the role \`${after.role}\` in the place of \`${before.role}\`, which grants a machine nothing`,
      causes: [],
      // For an hour: the services hold each token to the contract (packages/http/verify/identify.ts).
      own: 'narrows',
      clients: [name],
    })
  }
  return drafts
}

function peopleDrafts(
  name: string,
  before: Exclude<Spec, { readonly kind: 'machine' }>,
  after: Exclude<Spec, { readonly kind: 'machine' }>,
): readonly Draft[] {
  const drafts = [...lifetime(name, 'refresh', 'day', before.refreshTokenDays, after.refreshTokenDays)]
  if (before.selfService !== after.selfService) {
    drafts.push({
      kind: 'client-self-service',
      sign: '~',
      says: after.selfService
        ? `People may edit their own profile in Cognito through \`${name}\``
        : `People may no longer edit their own profile in Cognito through \`${name}\``,
      causes: [cause.clientSelfService(name)],
      own: after.selfService ? 'widens' : 'narrows',
      clients: [name],
    })
  }
  return drafts
}

function browserDrafts(
  name: string,
  before: Extract<Spec, { readonly kind: 'browser' }>,
  after: Extract<Spec, { readonly kind: 'browser' }>,
): readonly Draft[] {
  const [was, is] = [addressesOf(before), addressesOf(after)]
  const [identity, redirect, logout] = [
    listDraft('identity-scopes', `The client \`${name}\` may`, 'ask for', before.identityScopes, after.identityScopes),
    listDraft('redirect-uris', `Sign-in through \`${name}\` may`, 'return to', was.redirectUris, is.redirectUris),
    listDraft('logout-uris', `Sign-out through \`${name}\` may`, 'return to', was.logoutUris, is.logoutUris),
  ]
  const addresses = (uris: readonly string[]) => uris.map((uri) => cause.clientAddress(name, uri))
  const common = { clients: [name] }
  const order = cause.clientOrder(name)
  return [
    ...identity.map((draft) => ({ ...draft, ...common, causes: [cause.clientIdentity(name), order] })),
    ...redirect.map((draft) => ({
      ...draft,
      ...common,
      causes: [...addresses([...was.redirectUris, ...is.redirectUris]), order],
    })),
    ...logout.map((draft) => ({
      ...draft,
      ...common,
      causes: [...addresses([...was.logoutUris, ...is.logoutUris]), order],
    })),
  ]
}

function listDraft(
  kind: Draft['kind'],
  who: string,
  may: string,
  before: readonly string[],
  after: readonly string[],
): readonly Omit<Draft, 'causes'>[] {
  const { added, removed } = compareLists(before, after)
  const words = gainAndLoss({ added, removed }, `also ${may}`, `no longer ${may}`)
  if (words !== undefined) {
    return [{ kind, sign: '~', says: `${who} ${words}`, own: added.length > 0 ? 'widens' : 'narrows' }]
  }
  return sameJson(before, after) ? [] : [{ kind, sign: '~', says: `${who} ${may} the same, in another order` }]
}
