/** What a newcomer sees when the stack is ready: where everything is, who can sign in, and lines to paste. */
import type { Contract } from '@scopegate/contract'
import type { LocalStack, ResolvedClient, ResolvedPool, StackFile } from '@scopegate/emulator'
import { aligned } from '../program/table.ts'
import { tourLines } from './tour-lines.ts'

/** The whole tour as text. A section with nothing in it is left out. */
export function renderTour(contract: Contract, { file, resolved }: Pick<LocalStack, 'file' | 'resolved'>): string {
  const lines = tourLines(contract, { file, resolved }).map(
    ({ says, command }, index) => `  ${index + 1}. ${says}\n\n${command}\n`,
  )
  const { endpoint } = file.aws
  const sections = [
    [
      'In the browser',
      table([
        ['start page', `${endpoint}/`],
        ['mail that is not sent', `${endpoint}/inbox`],
      ]),
    ],
    ['APIs', table(Object.entries(file.apis).map(([name, { url }]) => [name, url]))],
    [
      'Sign-in pages (after signing in, the browser goes on to the client’s own address)',
      table(resolved.pools.flatMap((pool) => signInPages(file, pool))),
    ],
    [
      'Demo users',
      table(file.users.map(({ pool, role, org, username, password }) => [pool, role, org ?? '', username, password])),
    ],
    [
      'Clients',
      table(Object.entries(file.clients).map(([name, { pool, id, secret }]) => [name, pool, id, secret ?? ''])),
    ],
    ['Paste these lines, in this order, into another terminal', lines.join('\n')],
  ] as const
  return sections.flatMap(([title, text]) => (text === '' ? [] : [`${title}\n\n${text.trimEnd()}\n`])).join('\n')
}

const signInPages = (file: StackFile, pool: ResolvedPool): readonly (readonly string[])[] =>
  pool.clients
    .filter(({ flows }) => flows.includes('code'))
    .map((client) => [client.name, loginUrl(file, pool, client)])

function loginUrl(file: StackFile, pool: ResolvedPool, client: ResolvedClient): string {
  const local = client.redirectUris.find((uri) => new URL(uri).hostname === 'localhost') ?? client.redirectUris[0] ?? ''
  const query = new URLSearchParams({ response_type: 'code', client_id: client.id, redirect_uri: local })
  return `${file.pools[pool.name]?.domain ?? ''}/login?${query.toString()}`
}

const table = (rows: readonly (readonly string[])[]): string =>
  rows.length === 0 ? '' : aligned(rows.map((row) => ['', ...row].map((text) => ({ text }))))
