import 'reflect-metadata'
import { X509Certificate } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { request } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { SecureContextOptions } from 'node:tls'
import * as x509 from '@peculiar/x509'
import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { type Authority, leafDays, openAuthority } from './authority.ts'
import { listenOn } from './listeners.ts'

const day = 86_400_000
let folder: string
beforeEach(() => {
  const made = mkdtempSync(join(tmpdir(), 'scopegate-authority-'))
  folder = made
  onTestFinished(() => rmSync(made, { recursive: true, force: true }))
})

const open = (fresh = false, now = Date.now()) => openAuthority(folder, fresh, now)

/** A listener with that certificate, until the running test ends. */
async function serving(secure: SecureContextOptions) {
  const listener = await listenOn(0, secure)
  onTestFinished(() => listener.close())
  listener.serve((_, response) => response.end('reached'))
  return listener
}

/** The status, or why there is none. */
const ask = (port: string, hostname: string, ca?: string) =>
  new Promise((resolve) => {
    const options = { port, hostname, agent: false, ...(ca === undefined ? {} : { ca }) } as const
    // Every name leads here.
    const lookup = (_: string, __: object, found: (error: null, all: { address: string; family: number }[]) => void) =>
      found(null, [{ address: '127.0.0.1', family: 4 }])
    const headers = { host: `localhost:${port}` }
    const sent = request({ ...options, headers, lookup }, (answer) => {
      answer.resume()
      resolve(answer.statusCode)
    })
    sent
      .on('error', (error: NodeJS.ErrnoException) => resolve(error.code === 'UNSPECIFIED' ? error.message : error.code))
      .end()
  })

const leafOf = ({ cert }: SecureContextOptions) => new X509Certificate(String(cert))

test('who trusts the authority reaches this machine by both names, and who does not reaches nothing', async () => {
  const authority = await open()
  const { port, protocol } = new URL((await serving(await authority.issue(Date.now()))).url)
  expect(protocol).toBe('https:')
  for (const name of ['localhost', '127.0.0.1']) {
    expect(await ask(port, name, authority.certificate)).toBe(200)
    expect(await ask(port, name)).toBe('SELF_SIGNED_CERT_IN_CHAIN')
  }
  expect(leafOf(await authority.issue(Date.now())).subjectAltName).toContain('IP Address:0:0:0:0:0:0:0:1')
})

test('whatever the authority signs counts on this machine alone', async () => {
  const { certificate, file } = await open()
  const der = x509.PemConverter.decodeFirst(readFileSync(join(folder, 'key.pem'), 'utf8'))
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
  const signingKey = await crypto.subtle.importKey('pkcs8', der, algorithm, false, ['sign'])
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const forged = async (name: string) => {
    const leaf = await x509.X509CertificateGenerator.create({
      subject: 'CN=app.example',
      issuer: new x509.X509Certificate(readFileSync(file, 'utf8')).subject,
      notAfter: new Date(Date.now() + day),
      signingAlgorithm: algorithm,
      publicKey: keys.publicKey,
      signingKey,
      extensions: [new x509.SubjectAlternativeNameExtension([{ type: 'dns', value: name }])],
    })
    const key = x509.PemConverter.encode(await crypto.subtle.exportKey('pkcs8', keys.privateKey), 'PRIVATE KEY')
    const { port } = new URL((await serving({ key, cert: leaf.toString('pem') })).url)
    return ask(port, name, certificate)
  }
  expect(await forged('localhost')).toBe(200)
  expect(await forged('app.example')).toBe('permitted subtree violation')
})

test('the authority is kept, for its owner alone, also by a fresh start; a certificate lives for days', async () => {
  const first = await open()
  for (const name of ['authority.pem', 'key.pem']) expect(statSync(join(folder, name)).mode & 0o077).toBe(0)
  expect((await open()).certificate).toBe(first.certificate)
  expect((await open(true)).certificate).toBe(first.certificate)
  const now = Date.now()
  const life = leafOf(await first.issue(now)).validToDate.getTime() - now
  expect(Math.round(life / day)).toBe(leafDays)
  expect((await open(false, now + 3651 * day)).certificate).not.toBe(first.certificate)
})

test('a listener goes on with another certificate', async () => {
  const [authority, now] = [await open(), Date.now()]
  const listener = await serving(await authority.issue(now - 2 * leafDays * day))
  const { port } = new URL(listener.url)
  expect(await ask(port, 'localhost', authority.certificate)).toBe('CERT_HAS_EXPIRED')
  listener.renew(await authority.issue(now))
  expect(await ask(port, 'localhost', authority.certificate)).toBe(200)
})

test.each(['authority.pem', 'key.pem'])('a damaged %s is named, and replaced by a fresh start', async (name) => {
  const before = (await open()).certificate
  writeFileSync(join(folder, name), 'garbage')
  await expect(open()).rejects.toThrow(
    `The file \`${join(folder, name)}\` is damaged. Begin anew with \`start --fresh\``,
  )
  const after: Authority = await open(true)
  expect(after.certificate).not.toBe(before)
  expect((await open()).certificate).toBe(after.certificate)
})
