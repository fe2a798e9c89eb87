/** What a quota is, and how much of one is used somewhere. */

/** From this part of a quota on it is time to think of the next one. */
export const nearlyUsed = 0.8

export interface QuotaUse {
  /** Stable: `scopes-per-client`. */
  readonly quota: string
  /** `scopes of an app client`. */
  readonly what: string
  /** The name of what uses it: `garage-web`. */
  readonly where: string
  readonly used: number
  readonly limit: number
  /** What AWS raises it to on request; `null` for one that cannot be raised. */
  readonly adjustableTo: number | null
  /** The section of docs/aws-facts.md. */
  readonly source: string
}

export interface Quota extends Omit<QuotaUse, 'where' | 'used'> {}

/** Makes the quotas of a section. What AWS raises on request has the most that it is raised to. */
const quotasOf =
  (source: string) =>
  (quota: string, what: string, limit: number, adjustableTo: number | null = null): Quota => ({
    quota,
    what,
    limit,
    adjustableTo,
    source,
  })

export const cognito = quotasOf('aws-facts §D.1')
export const gateway = quotasOf('aws-facts §D.2')
export const carriers = quotasOf('aws-facts §D.3')

export const use = (quota: Quota, where: string, used: number): QuotaUse => ({ ...quota, where, used })

/** What AWS counts of a text. */
export const bytesOf = (text: string): number => new TextEncoder().encode(text).length
