/** What `check` reports. Plain data: `--json` prints it as it is. */
import type { QuotaUse } from '@scopegate/analysis/quotas'
import type { Severity } from '@scopegate/analysis/rules/index'
import type { TokenSize } from '@scopegate/analysis/token-size'
import type { Location } from './locate.ts'

export interface ReportedFinding {
  readonly rule: string
  readonly name: string
  readonly severity: Severity
  readonly cause: string
  readonly why: string
  readonly fix: string
  readonly location: Location
}

export interface ReportedQuota extends QuotaUse {
  /** Negative for one that is exceeded. */
  readonly left: number
}

export interface ReportedToken extends TokenSize {
  /** Bytes until the gateway would refuse a request with it, what other headers need already taken off. */
  readonly left: number
}

export interface CheckReport {
  /** Whether no error was found. */
  readonly ok: boolean
  readonly counts: Readonly<Record<Severity, number>>
  readonly rules: number
  /** What was not judged, and why; `null` when everything was that was asked for. */
  readonly skipped: string | null
  /** Errors first, in the order of their rules. */
  readonly findings: readonly ReportedFinding[]
  /** The tightest first. */
  readonly quotas: readonly ReportedQuota[]
  /** The longest first. */
  readonly tokens: readonly ReportedToken[]
}
