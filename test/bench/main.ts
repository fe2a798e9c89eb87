/** `pnpm bench`: runs every bench, or those that are named, and prints what it measured. */
import { containers } from './containers.ts'
import { guard } from './guard.ts'
import { kill } from './kill.ts'
import { memory } from './memory.ts'
import { scale } from './scale.ts'
import { throughput } from './throughput.ts'

const benches: Readonly<Record<string, () => Promise<string>>> = {
  guard,
  scale,
  throughput,
  containers,
  kill,
  memory,
}

const named = process.argv.slice(2)
const unknown = named.find((name) => !Object.hasOwn(benches, name))
if (unknown !== undefined) {
  process.stderr.write(`There is no bench \`${unknown}\`: choose from ${Object.keys(benches).join(', ')}\n`)
  process.exit(2)
}
for (const [name, run] of Object.entries(benches)) {
  if (named.length > 0 && !named.includes(name)) continue
  process.stderr.write(`bench ${name}\n`)
  try {
    process.stdout.write(`\n${name}\n\n${await run()}\n\n`)
  } catch (error) {
    process.stderr.write(`The bench ${name} failed: ${error instanceof Error ? error.message : String(error)}\n`)
    process.exitCode = 1
  }
}
