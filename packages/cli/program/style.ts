/** Colours, which only repeat what the words say: whoever sees none misses nothing. */
export type Style = Readonly<Record<'good' | 'bad' | 'strong' | 'faint', (text: string) => string>>

const marked = (on: number, off: number) => (text: string) => `\u001B[${on}m${text}\u001B[${off}m`

const coloured: Style = { good: marked(32, 39), bad: marked(31, 39), strong: marked(1, 22), faint: marked(2, 22) }

const as = (text: string) => text

export const plain: Style = { good: as, bad: as, strong: as, faint: as }

/** Colours for a person at a terminal; none in a file or pipe, with `NO_COLOR` (any value but none) or a dumb terminal. */
export const styleFor = (interactive: boolean, environment: Readonly<Record<string, string | undefined>>): Style =>
  interactive && (environment['NO_COLOR'] ?? '') === '' && environment['TERM'] !== 'dumb' ? coloured : plain
