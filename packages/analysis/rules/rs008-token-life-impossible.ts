/**
 * RS008: token lives are ones that Cognito takes.
 *
 * @module
 */
import type { Finding, RowRule } from './rule.ts'
import type { PlacedClient } from './subjects/rows.ts'
import { at } from './words.ts'

const judgeLife = (
  { label, path }: PlacedClient,
  field: string,
  value: unknown,
  least: number,
  most: number,
): readonly Finding[] =>
  typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most
    ? []
    : [
        {
          place: at(...path, field),
          cause: `${label} has in \`${field}\` what Cognito refuses`,
          fix: `Write a whole number from ${least} to ${most}`,
        },
      ]

export const tokenLifeImpossible: RowRule = {
  on: 'rows',
  id: 'RS008',
  name: 'token-life-impossible',
  severity: 'error',
  rule: 'Tokens live as long as Cognito lets them: access tokens 5 to 1,440 minutes, refresh tokens 1 to 3,650 days',
  why: 'Cognito refuses the app client, and the deployment stops half way.',
  source: 'aws-facts §D.1',
  fix: 'Write a whole number within the limits',
  judge: ({ clients }) =>
    clients.flatMap((client) => [
      ...judgeLife(client, 'accessTokenMinutes', client.row.accessTokenMinutes, 5, 1440),
      ...(client.row.kind === 'machine'
        ? []
        : judgeLife(client, 'refreshTokenDays', client.row.refreshTokenDays, 1, 3650)),
    ]),
}
