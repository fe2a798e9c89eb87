/**
 * The organizations that are open: one row each, with a name and whatever further terms the system declares.
 *
 * An organization is opened before anything else is done for it, so that a misspelt id does not take what is meant for
 * another.
 */
import { isDeepStrictEqual } from 'node:util'
import type { Documents } from '@scopegate/dynamo/documents'
import { held, type Write } from '@scopegate/dynamo/transaction'
import type { OrgId } from '@scopegate/http/caller'
import type { Schema } from '@scopegate/http/input/rule'
import { type Deadline, startDeadline } from '@scopegate/http/outbound/deadline'
import { Problem } from '@scopegate/http/problem'
import * as z from 'zod/mini'
import type { $ZodType, output } from 'zod/v4/core'

/** A schema for each further term: data that JSON can hold. The other names are the product's. */
export type FurtherTerms = Readonly<Record<string, $ZodType>> & {
  readonly [Name in 'org' | 'name' | 'opened_at']?: never
}

/** What opens an organization. */
export type TermsOf<T extends FurtherTerms> = { readonly name: string } & {
  readonly [Name in keyof T]: output<T[Name]>
}

/** An organization as it is stored, and as the API shows it. */
export type Organization<T extends FurtherTerms> = TermsOf<T> & {
  readonly org: string
  /** RFC 3339, UTC. */
  readonly opened_at: string
}

export interface OrganizationsDeps<T extends FurtherTerms> {
  readonly client: Documents
  readonly table: string
  readonly terms: T
  /** Milliseconds since the epoch. */
  readonly now: () => number
}

/** The organizations in DynamoDB. What asks the database throws `dependency_unavailable` when it is out. */
export interface Organizations<T extends FurtherTerms> {
  /** The body that opens one. */
  readonly schema: Schema<TermsOf<T>>
  /**
   * Opens the organization, or finds it open on the same terms.
   *
   * @throws {Problem} `org_conflict` when it is open on other terms.
   */
  readonly open: (
    org: OrgId,
    terms: TermsOf<T>,
  ) => Promise<{ readonly organization: Organization<T>; readonly created: boolean }>
  /** `undefined` for one that is not open. */
  readonly get: (org: OrgId, deadline?: Deadline) => Promise<Organization<T> | undefined>
  /** The part of a transaction that holds only while the organization is open on these of its terms. */
  readonly isOpen: (org: OrgId, terms: Partial<TermsOf<T>>) => Write
}

const anyOf = new Intl.ListFormat('en-GB', { type: 'disjunction' })

/**
 * The organizations of a system.
 *
 * @example
 * const organizations = createOrganizations({ client, table, terms: { country: z.enum(['DE', 'FR']) }, now: Date.now })
 */
export function createOrganizations<T extends FurtherTerms>(deps: OrganizationsDeps<T>): Organizations<T> {
  const { client, table, terms: further, now } = deps
  const schema = z.strictObject({ name: z.string().check(z.trim(), z.minLength(1), z.maxLength(200)), ...further })
  const get: Organizations<T>['get'] = async (org, deadline = startDeadline()) => {
    const { Item } = await client.get({ TableName: table, Key: { org }, ConsistentRead: true }, deadline)
    // The cast is safe: `open` is the only writer of the table.
    return Item as Organization<T> | undefined
  }
  return {
    // The cast restores what the spread forgets: the type of each further term.
    schema: schema as unknown as Schema<TermsOf<T>>,
    get,
    open: async (org, terms) => {
      const deadline = startDeadline()
      const organization: Organization<T> = { org, ...terms, opened_at: new Date(now()).toISOString() }
      const write = {
        TableName: table,
        Item: organization,
        ConditionExpression: 'attribute_not_exists(#org)',
        ExpressionAttributeNames: { '#org': 'org' },
      }
      if (await held(client.put(write, deadline))) {
        return { organization, created: true }
      }
      const present = await get(org, deadline)
      if (present !== undefined) {
        const { org: _, opened_at, ...stored } = present
        if (isDeepStrictEqual(stored, { ...terms }))
          return { organization: { org, ...terms, opened_at }, created: false }
      }
      const names = anyOf.format(Object.keys(schema.shape).map((name) => `\`${name}\``))
      throw new Problem('org_conflict', {
        detail: `The organization is open with another ${names}: send its own terms, or another id`,
      })
    },
    isOpen: (org, terms) => {
      const names = Object.keys(terms)
      const values = Object.fromEntries(Object.values(terms).map((term, at) => [`:t${at}`, term]))
      return {
        ConditionCheck: {
          TableName: table,
          Key: { org },
          ConditionExpression: ['attribute_exists(#org)', ...names.map((_, at) => `#t${at} = :t${at}`)].join(' AND '),
          ExpressionAttributeNames: {
            '#org': 'org',
            ...Object.fromEntries(names.map((name, at) => [`#t${at}`, name])),
          },
          ...(names.length === 0 ? {} : { ExpressionAttributeValues: values }),
        },
      }
    },
  }
}
