/**
 * The emulated Cognito as one HTTP application for all pools of the template.
 *
 * `/<pool id>/.well-known/*` is the issuer, `/<domain prefix>/…` the pool's OAuth domain, and POST `/` the JSON API
 * that the AWS SDK speaks. The rules that it emulates name their evidence where they are coded (documented, measured,
 * inferred, unknown): docs/aws-facts.md says what the marks mean and where each rule comes from.
 */
import { type Context, Hono } from 'hono'
import { cors } from 'hono/cors'
import { traceOf } from '../aws/error.ts'
import { answerAwsJson, limitedBody } from '../aws-json/index.ts'
import { addPages } from '../pages/index.ts'
import type { ResolvedPool } from '../template/model.ts'
import { cognitoService } from './api/index.ts'
import type { CognitoDeps } from './context.ts'
import { type CognitoContext, domainOf, issuerOf, openContext } from './context.ts'
import { showForgot, submitForgot, submitReset } from './hosted/forgot.ts'
import { authorizePage, logoutPage } from './hosted/routes.ts'
import { showLogin, submitChallenge, submitLogin } from './hosted/steps.ts'
import { OAuthError } from './oauth/form.ts'
import { revokeEndpoint, userInfoEndpoint } from './oauth/revoke-and-user-info.ts'
import { tokenEndpoint } from './oauth/token.ts'
import { type SeedUser, seededSecret, seedUsers } from './seed.ts'
import { TriggerFailure } from './trigger/run.ts'

export interface Cognito {
  readonly app: Hono
  /** As they are now: with what was changed by hand, and the secrets of before a restart. */
  readonly pools: () => readonly ResolvedPool[]
  /** Makes sure that a demo user exists; the answer is the sub. The same call twice changes nothing. */
  readonly ensureUser: (user: SeedUser) => Promise<string>
  /** The secret of the user's authenticator, if the user has one. `pool`: its id or its name in the catalog. */
  readonly totpSecret: (pool: string, sub: string) => string | undefined
  /** Closes the database. The application must not be called any more. */
  close(): void
}

/** Opens the stores and builds the application. It listens nowhere by itself. */
export async function createCognito(deps: CognitoDeps): Promise<Cognito> {
  const context = await openContext(deps)
  const app = new Hono()
  // Documented for the token endpoint (aws-facts §C), inferred for the rest. Never with credentials: pages have none.
  const open = cors({ origin: '*' })
  app.use('/:domain/oauth2/token', open)
  app.use('/:domain/oauth2/userInfo', open)
  app.use('/:domain/oauth2/revoke', open)
  app.use('/:pool/.well-known/*', open)
  // The API alone: the start page at the same path is for nobody’s script.
  app.on(['POST', 'OPTIONS'], '/', open)
  app.use(limitedBody())

  const page =
    (answer: (context: CognitoContext, pool: ResolvedPool, c: Context) => Promise<Response>) =>
    async (c: Context): Promise<Response> => {
      const pool = context.pools.find(({ domainPrefix }) => domainPrefix === c.req.param('domain'))
      return pool === undefined ? c.notFound() : answer(context, pool, c)
    }
  const endpoint = (answer: (context: CognitoContext, pool: ResolvedPool, request: Request) => Promise<Response>) =>
    page(async (_, pool, c) => {
      try {
        return await answer(context, pool, c.req.raw)
      } catch (error) {
        const code = error instanceof OAuthError ? `${error.code}: ${error.reason}` : undefined
        const reason = error instanceof TriggerFailure ? `${error.type}: ${error.message}` : code
        if (reason !== undefined) context.log(`cognito: ${c.req.path} refused: ${reason}`)
        return oauthRefusal(c, error)
      }
    })
  const published =
    (answer: (context: CognitoContext, pool: ResolvedPool) => object) =>
    async (c: Context): Promise<Response> => {
      const pool = context.pools.find(({ id }) => id === c.req.param('pool'))
      return pool === undefined ? c.notFound() : c.json(answer(context, pool))
    }

  app.get('/:pool/.well-known/jwks.json', published(jwks))
  app.get('/:pool/.well-known/openid-configuration', published(openIdConfiguration))
  app.get('/:domain/oauth2/authorize', page(authorizePage))
  app.get('/:domain/login', page(showLogin))
  app.post('/:domain/login', page(submitLogin))
  app.get('/:domain/forgotPassword', page(showForgot))
  app.post('/:domain/forgotPassword', page(submitForgot))
  app.post('/:domain/confirmForgotPassword', page(submitReset))
  app.post('/:domain/challenge', page(submitChallenge))
  app.get('/:domain/logout', page(logoutPage))
  app.post('/:domain/oauth2/token', endpoint(tokenEndpoint))
  app.post('/:domain/oauth2/revoke', endpoint(revokeEndpoint))
  app.get('/:domain/oauth2/userInfo', endpoint(userInfoEndpoint))
  addPages(app, {
    stack: deps.stack ?? (() => undefined),
    pools: deps.pools,
    messages: () => context.messages.list(),
  })
  const api = cognitoService(context)
  app.post('/', (c) => answerAwsJson(c, api))
  app.notFound((c) => c.json({ message: 'Not Found' }, 404))
  app.onError((error, c) => {
    context.log(`cognito: ${traceOf(error)}`)
    return c.json({ error: 'server_error' }, 500)
  })
  return {
    app,
    pools: () => context.pools,
    ensureUser: seedUsers(context),
    totpSecret: seededSecret(context),
    close: () => context.close(),
  }
}

/** Documented (aws-facts §C): errors of these endpoints are JSON. */
function oauthRefusal(c: Context, error: unknown): Response {
  if (error instanceof OAuthError) {
    const { code, description, status } = error
    return c.json({ error: code, ...(description === undefined ? {} : { error_description: description }) }, status)
  }
  // Unknown: what the token endpoint says when the trigger fails. This is our choice (aws-facts §B.5).
  if (error instanceof TriggerFailure) {
    return c.json({ error: 'invalid_request', error_description: error.message }, 400)
  }
  throw error
}

/** The public halves of both keys (documented, aws-facts §A.1). */
function jwks(context: CognitoContext, pool: ResolvedPool) {
  const { access, id } = context.keysOf(pool)
  return { keys: [id.publicJwk, access.publicJwk] }
}

/** The OpenID configuration: the members that were measured (aws-facts §C), then those that are inferred. */
function openIdConfiguration(context: CognitoContext, pool: ResolvedPool) {
  const issuer = issuerOf(context, pool)
  const domain = domainOf(context, pool)
  return {
    issuer,
    authorization_endpoint: `${domain}/oauth2/authorize`,
    token_endpoint: `${domain}/oauth2/token`,
    userinfo_endpoint: `${domain}/oauth2/userInfo`,
    jwks_uri: `${issuer}/.well-known/jwks.json`,
    response_types_supported: ['code', 'token'],
    scopes_supported: ['openid', 'email', 'phone', 'profile'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
    // Inferred (aws-facts §C): newer copies have these.
    revocation_endpoint: `${domain}/oauth2/revoke`,
    end_session_endpoint: `${domain}/logout`,
  }
}
