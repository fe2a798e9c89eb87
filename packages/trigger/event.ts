/**
 * The Pre Token Generation event, parsed at the edge: what this trigger reads of it, and nothing else.
 *
 * Source: Cognito Developer Guide, user-pool-lambda-pre-token-generation. `zod/mini` because this code is loaded
 * while a person waits to be signed in: it adds some 20 KB to the bundle, `zod` at least 88.
 *
 * `clientMetadata` is not read at all: the caller writes it.
 */
import * as z from 'zod/mini'
import { TokenRefused } from './refusal.ts'

const texts = z.array(z.string())

/** Not used: left out of the answer, groups stay as they are. Parsed so that a new shape is noticed. */
const groupConfiguration = z.looseObject({
  groupsToOverride: z.nullish(texts),
  iamRolesToOverride: z.nullish(texts),
  // Cognito's schema says a string, its own test events carry an array of one.
  preferredRole: z.nullish(z.union([z.string(), texts])),
})

const TokenEvent = z.looseObject({
  // In a V3_0 pool the events of people are documented as identical to version 2's; no page says which number they carry.
  version: z.enum(['2', '3']),
  triggerSource: z.string().check(z.regex(/^TokenGeneration_\w+$/)),
  callerContext: z.looseObject({ clientId: z.string().check(z.minLength(1)) }),
  request: z.looseObject({
    userAttributes: z.record(z.string(), z.string()),
    // Null for a machine.
    groupConfiguration: z.nullish(groupConfiguration),
    scopes: texts,
  }),
})

/** What the trigger reads of an event. */
export interface TokenEventData {
  /**
   * Who the token is for. Decided by `_ClientCredentials` against the rest and by nothing finer: Cognito's own
   * tables disagree about which of the other sources a sign-in has.
   */
  readonly subject: 'person' | 'machine'
  readonly triggerSource: string
  readonly clientId: string
  readonly userAttributes: Readonly<Record<string, string>>
  /** Wire names: what was requested, or for a sign-in through the SDK what Cognito puts there. */
  readonly scopes: readonly string[]
}

/** An event that has the shape, whole, with its data taken out. */
export interface ParsedEvent {
  /** As it came: Cognito wants all of it back. */
  readonly whole: Readonly<Record<string, unknown>>
  readonly data: TokenEventData
}

/**
 * Takes an event of version 2 or 3.
 *
 * @throws {TokenRefused} `event_unsupported` for version 1, for another trigger's event and for anything else. The
 *   detail names the fields that are wrong and no value.
 */
export function parseEvent(event: unknown): ParsedEvent {
  const result = z.safeParse(TokenEvent, event)
  if (!result.success) throw new TokenRefused('event_unsupported', explain(event, result.error))
  const { callerContext, request, triggerSource } = result.data
  return {
    // Safe: the schema takes objects only. The original and not zod's copy, since Cognito wants back what it sent.
    whole: event as Readonly<Record<string, unknown>>,
    data: {
      subject: triggerSource === 'TokenGeneration_ClientCredentials' ? 'machine' : 'person',
      triggerSource,
      clientId: callerContext.clientId,
      userAttributes: request.userAttributes,
      scopes: request.scopes,
    },
  }
}

const version1 = z.looseObject({ version: z.literal('1') })

function explain(event: unknown, error: z.core.$ZodError): string {
  // Pools drift into this silently: the ID token is changed, the access token is not.
  if (version1.safeParse(event).success) {
    return 'Event `version` is 1, which cannot change access tokens: set the trigger’s LambdaVersion to V3_0'
  }
  const fields = new Set(error.issues.map((issue) => `\`${fieldOf(issue.path)}\``))
  return `Event does not have the shape of Pre Token Generation version 2 or 3 at ${[...fields].join(', ')}`
}

/** The path down to what the schema names. The keys below `userAttributes` are the pool's and say who has which data. */
function fieldOf(path: readonly PropertyKey[]): string {
  const end = path.indexOf('userAttributes')
  const known = end === -1 ? path : path.slice(0, end + 1)
  return known.map(String).join('.') || 'event'
}
