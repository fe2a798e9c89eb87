/**
 * What the settings are called in AWS, for whoever puts one back by hand.
 *
 * @module
 */
import type { DeployedClient, DeployedCors } from '@scopegate/scopes/deployed'
import { quoted } from './words.ts'

/** A setting with the value that it should have, in words. */
export interface Field {
  readonly name: string
  readonly value: string
}

const listed = (names: readonly string[]) => (names.length === 0 ? 'empty' : `exactly ${quoted(names)}`)

const isAre = (name: string, value: string): Field => ({ name, value })

type ClientField = (client: DeployedClient) => Field

const access: ClientField = ({ accessTokenSeconds }) => isAre('AccessTokenValidity', `${accessTokenSeconds} seconds`)

/** By the kind without `_missing` and `_extra`. */
export const clientFields: Readonly<Record<string, ClientField>> = {
  client_secret: ({ hasSecret }) => isAre('GenerateSecret', String(hasSecret)),
  client_flow: ({ flows }) => isAre('AllowedOAuthFlows', listed(flows)),
  client_scope: ({ scopes }) => isAre('AllowedOAuthScopes', listed(scopes)),
  client_sign_in: ({ authFlows }) => isAre('ExplicitAuthFlows', listed(authFlows)),
  client_callback: ({ callbackUrls }) => isAre('CallbackURLs', listed(callbackUrls)),
  client_logout: ({ logoutUrls }) => isAre('LogoutURLs', listed(logoutUrls)),
  client_access_token_life: access,
  client_id_token_life: ({ idTokenSeconds }) => isAre('IdTokenValidity', `${idTokenSeconds} seconds`),
  client_refresh_token_life: ({ refreshTokenSeconds }) =>
    isAre('RefreshTokenValidity', `${refreshTokenSeconds} seconds`),
  client_revocation: ({ tokenRevocation }) => isAre('EnableTokenRevocation', String(tokenRevocation)),
  client_writable: () => isAre('WriteAttributes', 'without any `custom:` attribute, as the template states them'),
}

/** By the kind without `_missing` and `_extra`. */
export const corsFields: Readonly<Record<string, (cors: DeployedCors) => Field>> = {
  cors_origin: ({ origins }) => isAre('AllowOrigins', listed(origins)),
  cors_method: ({ methods }) => isAre('AllowMethods', listed(methods)),
  cors_header: ({ headers }) => isAre('AllowHeaders', listed(headers)),
  cors_credentials: ({ credentials }) => isAre('AllowCredentials', String(credentials)),
}
