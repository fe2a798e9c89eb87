/** What changed in an app client’s row beside its scopes: lifetimes, organization, addresses. */

import { addressesOf, type ClientSpec, type PageClientSpec, usesSignInPage } from '@scopegate/contract'
import { sameJson } from '../../same-json.ts'
import { type Cause, cause, type Draft, draft } from '../draft.ts'
import { compareLists, gainAndLoss } from '../rows.ts'

type Spec = ClientSpec<string, string>

/** @param name of a client whose kind is the same in both */
export function settingDrafts(name: string, before: Spec, after: Spec): readonly Draft[] {
  return [
    ...lifetime(name, 'access', 'minute', before.accessTokenMinutes, after.accessTokenMinutes),
    ...(before.kind === 'machine' && after.kind === 'machine' ? machineDrafts(name, before, after) : []),
    ...(before.kind !== 'machine' && after.kind !== 'machine' ? peopleDrafts(name, before, after) : []),
    ...(usesSignInPage(before) && usesSignInPage(after) ? pageDrafts(name, before, after) : []),
    ...(before.description === after.description
      ? []
      : [draft('client-described', `The description of the client \`${name}\` is another`)]),
  ]
}

/** A longer life means that whoever finds a token may use it longer. */
function lifetime(name: string, token: 'access' | 'refresh', unit: string, was: number, is: number): readonly Draft[] {
  if (was === is) return []
  const tokens = token === 'access' ? 'Access' : 'Refresh'
  const says = `${tokens} tokens of \`${name}\` live ${is} ${unit}${is === 1 ? '' : 's'} in the place of ${was}`
  const own = is > was ? 'widens' : 'narrows'
  return [draft(`${token}-token-life`, says, { causes: [cause.clientLife(name)], own, clients: [name] })]
}

type OfKind<Kind extends Spec['kind']> = Extract<Spec, { readonly kind: Kind }>

function machineDrafts(name: string, before: OfKind<'machine'>, after: OfKind<'machine'>): readonly Draft[] {
  const drafts: Draft[] = []
  const clients = [name]
  if (before.org !== after.org) {
    const says = `The machine \`${name}\` acts for \`${after.org}\` in the place of \`${before.org}\``
    drafts.push(draft('machine-org', says, { causes: [cause.clientOrg(name)], own: 'widens', clients }))
  }
  if (before.role !== after.role) {
    const says = `The tokens of \`${name}\` say the role \`${after.role}\` in the place of \`${before.role}\`, which grants a machine nothing`
    // For an hour: the services hold each token to the contract (packages/http/verify/identify.ts).
    drafts.push(draft('machine-role', says, { own: 'narrows', clients }))
  }
  return drafts
}

type OfPeople = Exclude<Spec, { readonly kind: 'machine' }>

function peopleDrafts(name: string, before: OfPeople, after: OfPeople): readonly Draft[] {
  const life = lifetime(name, 'refresh', 'day', before.refreshTokenDays, after.refreshTokenDays)
  if (before.selfService === after.selfService) return life
  const may = after.selfService ? 'may' : 'may no longer'
  const says = `People ${may} edit their own profile in Cognito through \`${name}\``
  const own = after.selfService ? 'widens' : 'narrows'
  const causes = [cause.clientSelfService(name)]
  return [...life, draft('client-self-service', says, { causes, own, clients: [name] })]
}

function pageDrafts(name: string, before: PageClientSpec, after: PageClientSpec): readonly Draft[] {
  const lists = [
    ['identity-scopes', `The client \`${name}\` may`, 'ask for', 'identityScopes'],
    ['redirect-uris', `Sign-in through \`${name}\` may`, 'return to', 'redirectUris'],
    ['logout-uris', `Sign-out through \`${name}\` may`, 'return to', 'logoutUris'],
  ] as const
  const of = (spec: PageClientSpec) => ({ identityScopes: spec.identityScopes, ...addressesOf(spec) })
  return lists.flatMap(([kind, who, may, field]): readonly Draft[] => {
    const [was, is] = [of(before)[field], of(after)[field]]
    if (sameJson(was, is)) return []
    const causes: readonly Cause[] =
      field === 'identityScopes'
        ? [cause.clientIdentity(name)]
        : [...was, ...is].map((uri) => cause.clientAddress(name, uri))
    const common = { causes: [...causes, cause.clientOrder(name)], clients: [name] }
    const { added, removed } = compareLists<string>(was, is)
    const words = gainAndLoss({ added, removed }, `also ${may}`, `no longer ${may}`)
    if (words === undefined) return [draft(kind, `${who} ${may} the same, in another order`, common)]
    return [draft(kind, `${who} ${words}`, { ...common, own: added.length > 0 ? 'widens' : 'narrows' })]
  })
}
