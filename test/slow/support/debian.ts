/** Programs of Debian's own, installed where they are missing. */
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { promisify } from 'node:util'

const runFile = promisify(execFile)

/** Installs what is missing, and says so. @throws Error that says what to type where it may not. */
export async function installed(packages: Readonly<Record<string, string>>): Promise<void> {
  const missing = Object.entries(packages).flatMap(([name, file]) => (existsSync(file) ? [] : [name]))
  if (missing.length === 0) return
  const typed = ['apt-get', 'install', '-y', '--no-install-recommends', ...missing]
  process.stdout.write(`Installing ${missing.join(' and ')}: ${typed.join(' ')}\n`)
  const root = process.getuid?.() === 0
  const as = root ? [] : ['sudo', '-n']
  const run = async ([command = '', ...args]: readonly string[]) =>
    runFile(command, args, { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }, maxBuffer: 64 * 1024 * 1024 })
  try {
    await run([...as, 'apt-get', 'update'])
    await run([...as, ...typed])
  } catch (error) {
    throw new Error(
      `${missing.join(' and ')} could not be installed${root ? '' : ': neither root nor `sudo` without a password'}. Type: sudo ${typed.join(' ')}`,
      { cause: error },
    )
  }
}
