/** What becomes of a cursor in the hands of somebody who wants more from it than the next page. */
import type { CursorForm } from './intents.ts'
import type { KnownCursor } from './loot.ts'

/** Bytes that are no UTF-8 come back as they were. */
const decode = (text: string): string => Buffer.from(text, 'base64url').toString('latin1')
const encode = (text: string): string => Buffer.from(text, 'latin1').toString('base64url')

/** The next letter of the alphabet, so that the cursor stays well-formed. */
const flipped = (text: string): string => {
  const middle = Math.floor(text.length / 2)
  return `${text.slice(0, middle)}${text[middle] === 'A' ? 'B' : 'A'}${text.slice(middle + 1)}`
}

/** The cursor in this form. Every form but `as-is` is one that no list gave out. */
export function cursorText(form: CursorForm, { org, list, after, text }: KnownCursor): string {
  switch (form) {
    case 'as-is':
      return text
    case 'cut':
      return text.slice(0, -2)
    case 'longer':
      return `${text}AA`
    case 'flipped':
      return flipped(text)
    case 'padded':
      return `${text}=`
    case 'decoded':
      return decode(text)
    case 'addressed':
      return encode(JSON.stringify({ org, list, after }))
    case 'twice':
      return encode(text)
  }
}
