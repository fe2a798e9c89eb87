/** XML as AWS's query protocol has it: elements without attributes, lists of `member`, one namespace. */

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  // A parser turns a bare carriage return into a line end.
  '\r': '&#xD;',
}

const escaped = (text: string) => text.replaceAll(/[&<>"\r]/g, (character) => escapes[character] ?? '')

/** An element that holds text. */
export const element = (name: string, text: string): string => `<${name}>${escaped(text)}</${name}>`

/** What a list consists of: texts, or structures of texts and of lists. */
type Member = string | { readonly [field: string]: string | readonly Member[] }

const fields = (member: Member) =>
  typeof member === 'string'
    ? escaped(member)
    : Object.entries(member)
        .map(([field, value]) => (typeof value === 'string' ? element(field, value) : list(field, value)))
        .join('')

/** A list. */
export const list = (name: string, members: readonly Member[]): string =>
  `<${name}>${members.map((member) => `<member>${fields(member)}</member>`).join('')}</${name}>`

/** A successful answer to the action. `result` is XML already. */
export const resultXml = (namespace: string, action: string, result: string, requestId: string): string =>
  `<${action}Response xmlns="${namespace}"><${action}Result>${result}</${action}Result><ResponseMetadata>${element('RequestId', requestId)}</ResponseMetadata></${action}Response>`

/** A refusal. */
export const errorXml = (namespace: string, code: string, message: string, requestId: string): string =>
  `<ErrorResponse xmlns="${namespace}"><Error><Type>Sender</Type>${element('Code', code)}${element('Message', message)}</Error>${element('RequestId', requestId)}</ErrorResponse>`
