/**
 * The certificate authority of one folder, for `start --https`. It can sign for this machine alone (RFC 5280 §4.2.1.10),
 * so that a browser that trusts it trusts it with nothing else. It is kept, also over `start --fresh`; a server's
 * certificate lives for days and is in no file.
 */
// What @peculiar/x509 needs and does not bring.
import 'reflect-metadata'
import { createPrivateKey, type webcrypto, X509Certificate } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { SecureContextOptions } from 'node:tls'
import * as x509 from '@peculiar/x509'
import { DamagedFile } from '../home/damaged-file.ts'
import { writeWhole } from '../home/home.ts'

export interface Authority {
  /** What to trust. */
  readonly file: string
  /** Of the certificate, as PEM. */
  readonly certificate: string
  /** Key and certificate for a server on this machine, with the authority's own for those who pin it. */
  readonly issue: (now: number) => Promise<SecureContextOptions>
}

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
const day = 86_400_000
const authorityDays = 3650
/** How long a server's certificate lives; a stack that runs on gets another in good time. */
export const leafDays = 7

/** `permittedSubtrees`: the names below `localhost`, 127.0.0.0/8 and ::1, in DER. */
const permitted = Buffer.from(
  `303fa03d300b82096c6f63616c686f7374300a87087f000000ff00000030228720${'00'.repeat(15)}01${'ff'.repeat(16)}`,
  'hex',
)
const names = [
  { type: 'dns', value: 'localhost' },
  { type: 'ip', value: '127.0.0.1' },
  { type: 'ip', value: '::1' },
] as const

/**
 * The authority of the folder, made where there is none.
 *
 * @param fresh makes another in the place of a damaged one
 * @throws DamagedFile
 */
export async function openAuthority(folder: string, fresh: boolean, now: number): Promise<Authority> {
  const [file, keyFile] = [join(folder, 'authority.pem'), join(folder, 'key.pem')]
  const kept = existsSync(file) ? await read(file, keyFile, now, fresh) : undefined
  const { certificate, key } = kept ?? (await make(now))
  if (kept === undefined) {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const pkcs8 = await crypto.subtle.exportKey('pkcs8', key)
    writeWhole(keyFile, x509.PemConverter.encode(pkcs8, 'PRIVATE KEY'))
    writeWhole(file, certificate.toString('pem'))
  }
  const own = certificate.toString('pem')
  return {
    file,
    certificate: own,
    issue: async (at) => {
      const keys = await newKeys()
      const leaf = await x509.X509CertificateGenerator.create({
        subject: 'CN=localhost',
        issuer: certificate.subject,
        notBefore: new Date(at - day),
        notAfter: new Date(at + leafDays * day),
        signingAlgorithm: algorithm,
        publicKey: keys.publicKey,
        signingKey: key,
        extensions: [
          new x509.BasicConstraintsExtension(false, undefined, true),
          new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
          new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
          new x509.SubjectAlternativeNameExtension([...names]),
          await x509.AuthorityKeyIdentifierExtension.create(certificate.publicKey),
        ],
      })
      const pkcs8 = await crypto.subtle.exportKey('pkcs8', keys.privateKey)
      return { key: x509.PemConverter.encode(pkcs8, 'PRIVATE KEY'), cert: `${leaf.toString('pem')}\n${own}` }
    },
  }
}

interface Pair {
  readonly certificate: x509.X509Certificate
  readonly key: webcrypto.CryptoKey
}

const newKeys = () => crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])

async function make(now: number): Promise<Pair> {
  const keys = await newKeys()
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: 'CN=Scopegate local stack, OU=this machine alone',
    notBefore: new Date(now - day),
    notAfter: new Date(now + authorityDays * day),
    signingAlgorithm: algorithm,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign, true),
      new x509.Extension('2.5.29.30', true, permitted),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  })
  return { certificate, key: keys.privateKey }
}

/** `undefined` for one that has expired, or that is damaged and to be replaced. */
async function read(file: string, keyFile: string, now: number, fresh: boolean): Promise<Pair | undefined> {
  let reading = file
  try {
    const certificate = new x509.X509Certificate(readFileSync(file, 'utf8'))
    reading = keyFile
    const pem = createPrivateKey(readFileSync(keyFile, 'utf8'))
    if (!new X509Certificate(certificate.toString('pem')).checkPrivateKey(pem)) throw new Error('It is of another one')
    const pkcs8 = pem.export({ format: 'der', type: 'pkcs8' })
    const key = await crypto.subtle.importKey('pkcs8', pkcs8, algorithm, false, ['sign'])
    return certificate.notAfter.getTime() > now ? { certificate, key } : undefined
  } catch (error) {
    if (fresh) return undefined
    throw new DamagedFile(reading, error)
  }
}
