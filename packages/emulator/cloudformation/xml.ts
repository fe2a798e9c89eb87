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

/** A list of texts, or of structures of texts. */
export const list = (name: string, members: readonly (string | Readonly<Record<string, string>>)[]): string => {
  const inner = members.map((member) =>
    typeof member === 'string'
      ? element('member', member)
      : `<member>${Object.entries(member)
          .map(([field, text]) => element(field, text))
          .join('')}</member>`,
  )
  return `<${name}>${inner.join('')}</${name}>`
}

const namespace = 'http://cloudformation.amazonaws.com/doc/2010-05-15/'

/** A successful answer to the action. `result` is XML already. */
export const resultXml = (action: string, result: string, requestId: string): string =>
  `<${action}Response xmlns="${namespace}"><${action}Result>${result}</${action}Result><ResponseMetadata>${element('RequestId', requestId)}</ResponseMetadata></${action}Response>`

/** A refusal. */
export const errorXml = (code: string, message: string, requestId: string): string =>
  `<ErrorResponse xmlns="${namespace}"><Error><Type>Sender</Type>${element('Code', code)}${element('Message', message)}</Error>${element('RequestId', requestId)}</ErrorResponse>`
