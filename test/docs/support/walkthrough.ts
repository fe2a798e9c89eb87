/**
 * A page that takes the reader through a change, step by step. A test takes the steps and puts what it saw into the page.
 *
 * Its blocks: `diff <file>` is an edit; one whose first line begins with `$ ` is a command line with what it prints.
 */

/** An edit: the lines of before stand in the file once, and become the lines of after. */
export interface EditStep {
  readonly kind: 'edit'
  readonly file: string
  readonly before: string
  readonly after: string
}

export interface CommandStep {
  readonly kind: 'command'
  /** Without the prompt. */
  readonly line: string
}

/** A part of the page between its steps, or a step with its own text. */
export interface Part {
  readonly text: string
  readonly step: EditStep | CommandStep | undefined
}

const fence = '```'

/** The page in parts; their texts together are the page. */
export function partsOf(page: string): readonly Part[] {
  const blocks = page.matchAll(/^```(?:diff (\S+))?\n([^]*?)^```\n/gm)
  const parts: Part[] = []
  let end = 0
  for (const { 0: text, 1: file, 2: body = '', index } of blocks) {
    const step = stepOf(file, body)
    if (step === undefined) continue
    parts.push({ text: page.slice(end, index), step: undefined }, { text, step })
    end = index + text.length
  }
  return [...parts, { text: page.slice(end), step: undefined }]
}

function stepOf(file: string | undefined, body: string): Part['step'] {
  if (file !== undefined) {
    const lines = body.trimEnd().split('\n')
    const without = (sign: string) =>
      lines
        .filter((line) => !line.startsWith(sign))
        .map((line) => line.slice(1))
        .join('\n')
    return { kind: 'edit', file, before: without('+'), after: without('-') }
  }
  const [first = ''] = body.split('\n')
  return first.startsWith('$ ') ? { kind: 'command', line: first.slice(2) } : undefined
}

/** The block of a command with what it printed. */
export const shown = (line: string, output: string): string =>
  [fence, `$ ${line}`, ...(output.trim() === '' ? [] : [output.trimEnd()]), fence, ''].join('\n')

/** The text with the edit made. @throws Error when the lines of before do not stand in it exactly once */
export function editedText(text: string, { file, before, after }: EditStep): string {
  const places = text.split(before).length - 1
  if (places !== 1) throw new Error(`The lines of the edit stand ${places} times in ${file}, not once:\n${before}`)
  return text.replace(before, () => after)
}
