/** `--redirect`: callback addresses of dev servers, for the local stack alone. The contract and the template stay as they are. */
import { type Contract, clientKinds, indexOf, isLoopback } from '@scopegate/contract'
import { quoted } from '@scopegate/contract/quoted'
import type { LocalStackOptions } from '@scopegate/emulator'
import { Failure } from '../program/failure.ts'

/** The addresses, each with a client that returns to it, from `<client>=<URL>`, or a URL alone for all browser clients. */
export function redirectsFrom(
  contract: Contract,
  given: readonly string[],
): NonNullable<LocalStackOptions['redirects']> {
  const { clients } = indexOf(contract)
  const able = clients.filter(({ kind }) => clientKinds[kind].signInPage)
  return given.flatMap((text) => {
    const [, name, uri = ''] = /^(?:([^=:/]+)=)?(.*)$/s.exec(text) ?? []
    if (!isUsable(uri)) {
      throw new Failure(
        `\`--redirect\` takes no address but one of this machine, and \`${name === undefined ? '' : `${name}=`}…\` is none`,
        'write it as in `--redirect http://localhost:5173/callback`, without `#`, `@` and `*`',
      )
    }
    const meant = able.filter((client) =>
      name === undefined ? clientKinds[client.kind].callsFromPages : client.name === name,
    )
    if (meant.length > 0) return meant.map((client) => ({ client: client.name, uri }))
    throw new Failure(
      name === undefined ? 'The contract has no browser client' : `No client \`${name}\` uses the sign-in page`,
      able.length === 0 ? 'leave `--redirect` out' : `name one of: ${quoted(able.map((client) => client.name))}`,
    )
  })
}

const isUsable = (uri: string) => /^https?:\/\/[^#@*\s]+$/.test(uri) && URL.canParse(uri) && isLoopback(uri)
