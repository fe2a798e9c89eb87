/** What the settings are called in AWS, for whoever puts one back by hand. */

import type { DeployedApi, DeployedClient } from '@scopegate/analysis/deployed/shape'
import { quoted } from '@scopegate/contract/quoted'

/** A setting with the value that it should have, in words. */
export interface Field {
  readonly name: string
  readonly value: string
}

const listed = (names: readonly string[]) => (names.length === 0 ? 'empty' : `exactly ${quoted(names)}`)

const field = (name: string, value: string): Field => ({ name, value })

type ClientField = (client: DeployedClient) => Field

/** By the kind without `_missing` and `_extra`. */
export const clientFields: Readonly<Record<string, ClientField>> = {
  client_secret: ({ hasSecret }) => field('GenerateSecret', `${hasSecret}, which only another client can be given`),
  client_flow: ({ flows }) => field('AllowedOAuthFlows', listed(flows)),
  client_scope: ({ scopes }) => field('AllowedOAuthScopes', listed(scopes)),
  client_sign_in: ({ authFlows }) => field('ExplicitAuthFlows', listed(authFlows)),
  client_callback: ({ callbackUrls }) => field('CallbackURLs', listed(callbackUrls)),
  client_logout: ({ logoutUrls }) => field('LogoutURLs', listed(logoutUrls)),
  client_access_token_life: ({ accessTokenSeconds }) => field('AccessTokenValidity', `${accessTokenSeconds} seconds`),
  client_id_token_life: ({ idTokenSeconds }) => field('IdTokenValidity', `${idTokenSeconds} seconds`),
  client_refresh_token_life: ({ refreshTokenSeconds }) =>
    field('RefreshTokenValidity', `${refreshTokenSeconds} seconds`),
  client_revocation: ({ tokenRevocation }) => field('EnableTokenRevocation', String(tokenRevocation)),
  client_rotation: ({ refreshGraceSeconds: grace }) =>
    field('RefreshTokenRotation', grace === undefined ? 'DISABLED' : `ENABLED with ${grace} seconds of grace`),
  client_provider: () => field('SupportedIdentityProviders', listed(['COGNITO'])),
  client_writable: ({ writeAttributes = [] }) => field('WriteAttributes', listed(writeAttributes)),
}

type ApiField = (api: DeployedApi) => Field

/** By the kind without `_missing` and `_extra`. */
export const apiFields: Readonly<Record<string, ApiField>> = {
  audience: ({ audience }) => field('JwtConfiguration.Audience', `the ids of ${quoted(audience)}`),
  cors: ({ cors }) => field('AllowOrigins', `${listed(cors?.origins ?? [])}; the template says the rest`),
  cors_origin: ({ cors }) => field('AllowOrigins', listed(cors?.origins ?? [])),
  cors_method: ({ cors }) => field('AllowMethods', listed(cors?.methods ?? [])),
  cors_header: ({ cors }) => field('AllowHeaders', listed(cors?.headers ?? [])),
  cors_credentials: ({ cors }) => field('AllowCredentials', String(cors?.credentials ?? false)),
}
