/** `pnpm bench`: runs every bench, or those that are named, and prints what it measured. */
import { parseArgs } from 'node:util'
import { cold } from './cold/index.ts'
import { containers } from './containers.ts'
import { kill } from './kill.ts'
import { memory } from './memory.ts'
import type { Options, Outcome } from './outcome.ts'
import { request } from './request/index.ts'
import { routing } from './routing.ts'
import { scale } from './scale.ts'
import { stack } from './stack.ts'
import { throughput } from './throughput.ts'
import { tokens } from './tokens.ts'
import { trigger } from './trigger.ts'

const benches: Readonly<Record<string, (options: Options) => Promise<string | Outcome>>> = {
  request,
  cold,
  trigger,
  routing,
  tokens,
  scale,
  throughput,
  containers,
  kill,
  stack,
  memory,
}

const names = Object.keys(benches).join(', ')

const help = `pnpm bench [<name> …] [--json] [--quick] [--only <text>] [--svg <file>] [--profile <folder>]

  <name>        ${names}; all of them unless named
  --json        print the report for programs: request, cold, trigger, routing, tokens
  --quick       fewer rounds, under a minute, and no verdict: request, cold, trigger, routing, tokens
  --only <text> only the rows that have the text in their name; more than once for more: request, cold, trigger, routing
  --svg <file>  write the picture of the report: request
  --profile <folder> write a CPU profile of each server: request

Exit code 1: a budget was missed in two runs, or a bench failed. 2: a bad argument.
`

function misuse(text: string): never {
  process.stderr.write(`${text}\n`)
  process.exit(2)
}

function argumentsOf() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        help: { type: 'boolean', short: 'h', default: false },
        json: { type: 'boolean', default: false },
        quick: { type: 'boolean', default: false },
        only: { type: 'string', multiple: true, default: [] },
        svg: { type: 'string' },
        profile: { type: 'string' },
      },
    })
  } catch (error) {
    return misuse(`${error instanceof Error ? error.message : String(error)}\n\n${help}`)
  }
}

const { values, positionals: named } = argumentsOf()
if (values.help) {
  process.stdout.write(help)
  process.exit(0)
}
const unknown = named.find((name) => !Object.hasOwn(benches, name))
if (unknown !== undefined) misuse(`There is no bench \`${unknown}\`: choose from ${names}`)
const options: Options = {
  json: values.json,
  quick: values.quick,
  only: values.only,
  svg: values.svg,
  profile: values.profile,
}
for (const [name, run] of Object.entries(benches)) {
  if (named.length > 0 && !named.includes(name)) continue
  process.stderr.write(`bench ${name}\n`)
  try {
    const outcome = await run(options)
    const { text, missed } = typeof outcome === 'string' ? { text: outcome, missed: false } : outcome
    process.stdout.write(options.json && text.startsWith('{') ? `${text}\n` : `\n${name}\n\n${text}\n\n`)
    if (missed) process.exitCode = 1
  } catch (error) {
    process.stderr.write(`The bench ${name} failed: ${error instanceof Error ? error.message : String(error)}\n`)
    process.exitCode = 1
  }
}
