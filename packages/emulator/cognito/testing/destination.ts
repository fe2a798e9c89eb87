/** Where an answer sends the browser. */

/** The address and the parameters of a redirect. */
export function destination(answer: Response): [address: string, parameters: Record<string, string>] {
  const url = new URL(answer.headers.get('location') ?? 'nowhere:')
  return [url.origin + url.pathname, Object.fromEntries(url.searchParams)]
}
