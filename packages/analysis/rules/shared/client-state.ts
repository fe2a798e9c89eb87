/** What makes an app client dangerous whatever the contract says of it. */
import type { DeployedClient } from '../../deployed/shape.ts'
import type { TemplateClient } from '../../deployed/template.ts'
import { addressFault } from './code-address.ts'
import { leastTokenMinutes, machinesTokenMinutes, peoplesTokenMinutes } from './token-life.ts'

export const isMachine = ({ flows }: DeployedClient): boolean => flows.includes('client_credentials')

export const isImplicit = ({ flows }: DeployedClient): boolean => flows.includes('implicit')

/** A machine's client has a secret and this one flow (aws-facts §C). */
export const isMixed = (client: DeployedClient): boolean =>
  isMachine(client) && (client.flows.length > 1 || !client.hasSecret)

/** The addresses to which no code should be sent. */
export const unsafeAddresses = ({ callbackUrls, logoutUrls, marks }: TemplateClient): readonly string[] =>
  [...callbackUrls, ...logoutUrls].filter((address) => addressFault(address, marks.kind === 'native') !== undefined)

/** The most that an access token of it may live, in minutes. */
export const mostMinutes = (client: DeployedClient): number =>
  isMachine(client) ? machinesTokenMinutes : peoplesTokenMinutes

export const hasGoodLife = (client: DeployedClient): boolean =>
  client.accessTokenSeconds >= leastTokenMinutes * 60 && client.accessTokenSeconds <= mostMinutes(client) * 60
