/** Debian's Chromium, for tests that need a real browser. It is installed when it is missing. */
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

const executablePath = '/usr/bin/chromium'

/** Installs Debian packages where they are missing, and says so. @throws where that takes rights that this user has not */
export function installPackages(missing: boolean, ...packages: readonly string[]): void {
  if (!missing) return
  process.stderr.write(`Installing with apt-get: ${packages.join(', ')}\n`)
  if (process.getuid?.() !== 0) throw new Error(`Run \`apt-get install ${packages.join(' ')}\` as root, then again`)
  const apt = (...args: string[]) =>
    execFileSync('apt-get', args, {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    })
  apt('update', '--quiet')
  apt('install', '--yes', '--quiet', '--no-install-recommends', ...packages)
}

/** @param keys SHA-256 hashes (Base64) of public keys that the browser trusts: verification itself is never switched off */
export function launchChromium(keys: readonly string[] = []): Promise<Browser> {
  installPackages(!existsSync(executablePath), 'chromium')
  return chromium.launch({
    executablePath,
    // Root has no user namespace to shut the browser into; the pages are ours.
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ...(keys.length > 0 ? [`--ignore-certificate-errors-spki-list=${keys.join(',')}`] : []),
    ],
  })
}
