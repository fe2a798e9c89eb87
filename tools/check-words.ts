/** The product names no system: the words of the sample stand nowhere in `packages/`. */
import type { SourceFile } from './sources.ts'

const words = ['inventory', 'recharge', 'wallet', 'sku', 'merchant', 'acme', 'globex'] as const

/** Whole words in names of any spelling: `getWallet`, `org_acme`, `INVENTORY_TABLE`; not the `sku` in a longer word. */
const pattern = new RegExp(
  words
    .map((word) => `(?<![a-z])${word}(?![a-rt-z])|${word.replace(/^./, (letter) => letter.toUpperCase())}(?![a-rt-z])`)
    .join('|'),
  'g',
)
const upper = new RegExp(words.map((word) => `(?<![A-Z])${word.toUpperCase()}(?![A-RT-Z])`).join('|'), 'g')

/** One line for each place that has one; none when all is well. */
export const checkWords = (files: readonly SourceFile[]): readonly string[] =>
  files
    .filter(({ path }) => path.startsWith('packages/'))
    .flatMap(({ path, text }) =>
      text.split('\n').flatMap((line, index) => {
        const found = [...line.matchAll(pattern), ...line.matchAll(upper)].map(([word]) => word)
        return found.length === 0 ? [] : [`${path}:${index + 1} says \`${found[0]}\`, a word of the sample`]
      }),
    )
