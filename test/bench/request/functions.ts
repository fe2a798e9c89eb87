/** Verification alone, without HTTP: ours, AWS's, and the RSA in them. */
import { createPublicKey, verify as verifyRsa } from 'node:crypto'
import { createVerifier, parsePools } from '@scopegate/http'
import { contract } from '@scopegate/testing/fleet/contract'
import type { Setup } from './issuer.ts'
import { verifierOf } from './servers/aws-jwt-verify.ts'
import { keySetOf } from './servers/fixture.ts'

/** Prepares what is not counted, and gives the work that is. It rejects when a token is not accepted. */
export type Work = (tokens: readonly string[]) => () => Promise<void>

async function ours({ pools }: Setup): Promise<Work> {
  const verify = createVerifier(contract, parsePools(contract, pools))
  return (tokens) => async () => {
    for (const token of tokens) {
      const { kind } = await verify(token)
      if (kind !== 'verified') throw new Error(`Our verify() says ${kind}`)
    }
  }
}

async function naive(setup: Setup): Promise<Work> {
  const verifier = verifierOf(setup)
  return (tokens) => async () => {
    for (const token of tokens) await verifier.verify(token)
  }
}

async function rsa(setup: Setup): Promise<Work> {
  const [jwk] = (await keySetOf(setup)).keys
  if (jwk === undefined) throw new Error('There is no key')
  const key = createPublicKey({ key: jwk, format: 'jwk' })
  return (tokens) => {
    const signed = tokens.map((token) => {
      const end = token.lastIndexOf('.')
      return [Buffer.from(token.slice(0, end)), Buffer.from(token.slice(end + 1), 'base64url')] as const
    })
    return async () => {
      for (const [text, signature] of signed) {
        if (!verifyRsa('RSA-SHA256', text, key, signature)) throw new Error('The signature is not good')
      }
    }
  }
}

export const functions: Readonly<Record<string, (setup: Setup) => Promise<Work>>> = { ours, naive, rsa }
