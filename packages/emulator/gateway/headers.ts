/** Request headers as the HTTP API hands them on. */

export interface RequestHeaders {
  /** Names in lower case, duplicates joined with commas (documented, aws-facts §E.4); without `cookie`. */
  readonly all: Readonly<Record<string, string>>
  /** One entry each (documented, aws-facts §E.4). */
  readonly cookies: readonly string[]
}

/** Reads Node's `rawHeaders`: its `headers` drops a second `authorization` instead of joining it. */
export function headersOf(rawHeaders: readonly string[]): RequestHeaders {
  const all: Record<string, string> = {}
  const cookies: string[] = []
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const name = (rawHeaders[index] ?? '').toLowerCase()
    const value = rawHeaders[index + 1] ?? ''
    if (name === 'cookie') {
      cookies.push(...value.split(';').map((cookie) => cookie.trim()))
      continue
    }
    const earlier = all[name]
    all[name] = earlier === undefined ? value : `${earlier},${value}`
  }
  return { all, cookies }
}

/** The size that counts against API Gateway’s limit of request line and headers: `name: value` with its line end. */
export function headerBytes(requestLine: string, rawHeaders: readonly string[]): number {
  const lines = rawHeaders.reduce((sum, text) => sum + Buffer.byteLength(text, 'latin1') + 2, 0)
  return Buffer.byteLength(requestLine) + 2 + lines
}
