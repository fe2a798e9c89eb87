/**
 * Refuses to go on when the Node that runs is older than the one the project is tested with.
 * Plain JavaScript, loaded with `--import`, because an older Node cannot read the TypeScript that follows.
 */
import { readFileSync } from 'node:fs'

/** @type {{ devDependencies: { node: string } }} */
const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
const wanted = manifest.devDependencies.node
/** @param {string} version */
const number = (version) => version.split('.').reduce((sum, part) => sum * 1000 + Number(part), 0)
const running = process.versions.node

if (number(running) < number(wanted) || running.split('.')[0] !== wanted.split('.')[0]) {
  console.error(
    `Scopegate needs Node ${wanted.split('.')[0]} (${wanted} or newer), and this is Node ${running}.\n` +
      'The project brings its own: run it through pnpm, for example `npx -y pnpm@12.21.0 start`.',
  )
  process.exit(1)
}
