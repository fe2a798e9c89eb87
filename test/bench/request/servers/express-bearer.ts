/** Express 5 with Auth0's bearer middleware. Cognito's access tokens have no `aud`, so that check is off. */
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { auth, requiredScopes } from 'express-oauth2-jwt-bearer'
import { body, guardedPath, openPath, type Start } from './fixture.ts'

export const start: Start = async ({ issuer, jwksUri, scope }) => {
  const app = express()
  const check = auth({ issuer, jwksUri, audience: 'none', tokenSigningAlg: 'RS256', validators: { aud: false } })
  app.get(openPath, (_request, response) => void response.json(body))
  app.get(guardedPath, check, requiredScopes(scope), (_request, response) => void response.json(body))
  const server = app.listen(0, '127.0.0.1')
  await once(server, 'listening')
  // The cast is safe: a TCP server that listens has an AddressInfo.
  return { port: (server.address() as AddressInfo).port, close: () => server.close() }
}
