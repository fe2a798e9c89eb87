/** Amplify's older sister, `amazon-cognito-identity-js`, with its callbacks as promises. It signs in by SRP. */
import {
  AuthenticationDetails,
  CognitoUser,
  CognitoUserPool,
  type CognitoUserSession,
} from 'amazon-cognito-identity-js'
import { shop } from './pools.ts'
import type { World } from './world.ts'

/** What a step came to: a session, or the challenge that comes next. */
export type Outcome =
  | { readonly kind: 'session'; readonly session: CognitoUserSession }
  | { readonly kind: 'newPassword' | 'totp' | 'setup'; readonly session?: undefined }

/** A user of the library in a browser of its own. */
export function libraryUser({ url }: Pick<World, 'url'>, Username: string, ClientId = 'appid', UserPoolId = shop.id) {
  const kept = new Map<string, string>()
  const Storage = {
    setItem: (key: string, value: string) => void kept.set(key, value),
    getItem: (key: string) => kept.get(key) ?? null,
    removeItem: (key: string) => void kept.delete(key),
    clear: () => kept.clear(),
  }
  const Pool = new CognitoUserPool({ UserPoolId, ClientId, endpoint: url, Storage })
  return new CognitoUser({ Username, Pool, Storage })
}

/** The callbacks of a step as one promise. */
export const outcome = (step: (callbacks: Required<Pick<StepCallbacks, keyof StepCallbacks>>) => void) =>
  new Promise<Outcome>((resolve, onFailure) =>
    step({
      onFailure,
      onSuccess: (session) => resolve({ kind: 'session', session }),
      newPasswordRequired: () => resolve({ kind: 'newPassword' }),
      totpRequired: () => resolve({ kind: 'totp' }),
      mfaSetup: () => resolve({ kind: 'setup' }),
    }),
  )

interface StepCallbacks {
  readonly onSuccess: (session: CognitoUserSession) => void
  readonly onFailure: (error: Error) => void
  readonly newPasswordRequired: () => void
  readonly totpRequired: () => void
  readonly mfaSetup: () => void
}

export const srpSignIn = (user: CognitoUser, Username: string, Password: string) =>
  outcome((callbacks) => user.authenticateUser(new AuthenticationDetails({ Username, Password }), callbacks))

/** A call with one callback of Node's kind as a promise of all that it was called with. Success is null or undefined. */
export const called = (call: (callback: (error?: Error | null, ...results: unknown[]) => void) => void) =>
  new Promise<unknown[]>((resolve, reject) =>
    call((error, ...results) => (error === undefined || error === null ? resolve(results) : reject(error))),
  )
