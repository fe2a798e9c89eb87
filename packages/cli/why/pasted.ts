/** The token in what people paste: the token alone, a header, the JSON of a sign-in, an address or any text with tokens in it. */
import { claimsIn } from './facts.ts'

export interface Pasted {
  /** The text itself where no token is found in it. */
  readonly token: string
  /** In words; `undefined` when the text was the token. */
  readonly found: string | undefined
}

/** The names that Cognito, its token endpoint and `scopes token --json` give to tokens: access tokens first. */
const names = ['AccessToken', 'access_token', 'accessToken', 'token', 'IdToken', 'id_token', 'idToken']

export function tokenIn(text: string): Pasted {
  const trimmed = text.trim().replace(/^(["'])(.*)\1$/s, '$2')
  const [, alone] = /^(?:authorization: *)?bearer +(\S+)$/i.exec(trimmed) ?? []
  if (alone !== undefined) return { token: alone, found: undefined }
  return (
    inJson(trimmed) ??
    inParameters(trimmed) ??
    inHeader(trimmed) ??
    anywhere(trimmed) ?? { token: trimmed, found: undefined }
  )
}

function inJson(text: string): Pasted | undefined {
  if (!/^[{[]/.test(text)) return undefined
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return undefined
  }
  for (const name of names) {
    const token = textNamed(name, value)
    if (token !== undefined) return { token, found: `\`${name}\` of the JSON` }
  }
  return undefined
}

/** The first text of that name, however deep. */
function textNamed(name: string, value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  for (const [key, entry] of Object.entries(value)) {
    if (key === name && typeof entry === 'string') return entry
    const inside = textNamed(name, entry)
    if (inside !== undefined) return inside
  }
  return undefined
}

/** A form, or an address with a fragment or a query. */
function inParameters(text: string): Pasted | undefined {
  for (const name of ['access_token', 'id_token']) {
    const token = new RegExp(`(?:^|[?#&\\s])${name}=([^&\\s]+)`).exec(text)?.[1]
    if (token !== undefined) return { token, found: `\`${name}\` of the parameters` }
  }
  return undefined
}

/** A command line or a dump of headers. */
function inHeader(text: string): Pasted | undefined {
  const [, token] = /\bauthorization: *bearer +([\w\-.~+/]+=*)/i.exec(text) ?? []
  return token === undefined ? undefined : { token, found: 'the header `Authorization`' }
}

/** Three parts of which the first begins a JSON object, and no part of something longer such as a refresh token. */
const token = String.raw`eyJ[\w-]+\.[\w-]+\.[\w-]+`

/** In quotes, an assignment, a table or a log: an access token before any other. */
function anywhere(text: string): Pasted | undefined {
  const joined = text.replaceAll(/\s*\n\s*/g, '')
  if (new RegExp(`^${token}$`).test(joined))
    return { token: joined, found: joined === text ? undefined : 'lines that belong together' }
  const all = text.match(new RegExp(String.raw`(?<![\w.-])${token}(?![\w.-])`, 'g')) ?? []
  const chosen = all.find((one) => claimsIn(one)?.['token_use'] === 'access') ?? all[0]
  return chosen === undefined ? undefined : { token: chosen, found: 'a part of the text' }
}
