/**
 * `pnpm lines`: how many lines the product and the sample have that somebody must maintain, folder by folder. Tests, testing
 * kits, `test/`, `examples/` and `tools/` are not counted.
 */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { root } from './run.ts'

const counted = /\.(ts|tsx|css|html)$/
const left = /(^|\/)(testing|fleet|cases)\/|\.test\.ts$|^(test|examples|tools)\//

const files = execFileSync('git', ['ls-files'], { cwd: root, encoding: 'utf8' }).split('\n')
const lines = new Map<string, number>()
for (const path of files.filter((path) => counted.test(path) && !left.test(path))) {
  const folder = path
    .split('/')
    .slice(0, path.startsWith('packages/') ? 2 : 1)
    .join('/')
  lines.set(folder, (lines.get(folder) ?? 0) + readFileSync(root + path, 'utf8').split('\n').length - 1)
}
for (const [folder, count] of [...lines].toSorted(([a], [b]) => a.localeCompare(b))) {
  console.log(String(count).padStart(7), folder)
}
console.log(String([...lines.values()].reduce((sum, count) => sum + count, 0)).padStart(7), 'in all')
