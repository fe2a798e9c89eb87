/**
 * The Pre Token Generation event, parsed at the edge: what this trigger reads of it, and nothing else.
 *
 * Source: Cognito Developer Guide, user-pool-lambda-pre-token-generation. Checked by hand because this code is loaded while a
 * person waits to be signed in: `zod/mini` is more code than all the rest of the trigger.
 *
 * `clientMetadata` is not read at all: the caller writes it.
 */
import { TokenRefused } from './refusal.ts'

/** The fields of a value that are wrong, by their paths; the value itself is at `field`. */
type Check = (value: unknown, field: string) => readonly string[]

const none: readonly string[] = []
const isText = (value: unknown) => typeof value === 'string'
const isTable = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const when =
  (isRight: (value: unknown) => boolean): Check =>
  (value, field) =>
    isRight(value) ? none : [field]

const texts: Check = (value, field) => {
  if (!Array.isArray(value)) return [field]
  return value.every(isText) ? none : value.flatMap((each, at) => (isText(each) ? [] : [`${field}.${at}`]))
}

const unlessNull =
  (check: Check): Check =>
  (value, field) =>
    value === undefined || value === null ? none : check(value, field)

/** A table that is none hides what should be in it. */
const table = (fields: Readonly<Record<string, Check>>): Check => {
  const checks = Object.entries(fields)
  return (value, field) =>
    isTable(value)
      ? checks.flatMap(([name, check]) => check(value[name], field === 'event' ? name : `${field}.${name}`))
      : [field]
}

const tokenEvent = table({
  // In a V3_0 pool the events of people are documented as identical to version 2's; no page says which number they carry.
  version: when((value) => value === '2' || value === '3'),
  triggerSource: when((value) => typeof value === 'string' && /^TokenGeneration_\w+$/.test(value)),
  callerContext: table({ clientId: when((value) => isText(value) && value !== '') }),
  request: table({
    // As a whole: the keys are the pool's and say who has which data.
    userAttributes: when((value) => isTable(value) && Object.values(value).every(isText)),
    // Null for a machine. Not used: left out of the answer, groups stay as they are. Checked so that a new shape is noticed.
    groupConfiguration: unlessNull(
      table({
        groupsToOverride: unlessNull(texts),
        iamRolesToOverride: unlessNull(texts),
        // Cognito's schema says a string, its own test events carry an array of one.
        preferredRole: unlessNull(when((value) => isText(value) || (Array.isArray(value) && value.every(isText)))),
      }),
    ),
    scopes: texts,
  }),
})

/** What {@link tokenEvent} finds nothing wrong with. */
interface TokenEvent {
  readonly triggerSource: string
  readonly callerContext: { readonly clientId: string }
  readonly request: { readonly userAttributes: Readonly<Record<string, string>>; readonly scopes: readonly string[] }
}

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
  const wrong = tokenEvent(event, 'event')
  if (wrong.length > 0) throw new TokenRefused('event_unsupported', explain(event, wrong))
  // Safe: nothing is wrong with it.
  const { callerContext, request, triggerSource } = event as TokenEvent
  return {
    // Safe: it is a table.
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

function explain(event: unknown, fields: readonly string[]): string {
  // Pools drift into this silently: the ID token is changed, the access token is not.
  if (isTable(event) && event['version'] === '1') {
    return 'Event `version` is 1, which cannot change access tokens: set the trigger’s LambdaVersion to V3_0'
  }
  return `Event does not have the shape of Pre Token Generation version 2 or 3 at ${fields.map((field) => `\`${field}\``).join(', ')}`
}
