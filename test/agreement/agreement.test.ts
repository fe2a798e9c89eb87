/**
 * The two gates agree: generated tokens go through the live gateway and the live services, and both answer as the
 * model says. The services are never the more lenient ones.
 */
import * as fc from 'fast-check'
import { expect, inject, test } from 'vitest'
import { observedAtGateway, observedAtServices } from '../matrix/observe.ts'
import { requestFor } from '../matrix/requests.ts'
import { forge } from '../support/forge.ts'
import { apiUrl } from '../support/stack.ts'
import { gatewayOpinion, type Opinion, servicesOpinion } from './model.ts'
import { claimsOf, operation, type ScopedOperation, type Specimen, specimen } from './specimens.ts'

const asOpinion = (verdict: string): Opinion => (verdict === 'yes' ? 'allow' : (Number(verdict) as 401 | 403 | 404))

async function asked(each: Specimen, id: ScopedOperation): Promise<{ gateway: Opinion; services: Opinion }> {
  const token = await forge(each.pool, claimsOf(each), { key: each.key })
  const [gateway, services] = await Promise.all([
    fetch(requestFor(id, apiUrl(each.pool), token)).then((answer) => observedAtGateway(id, answer)),
    fetch(requestFor(id, inject('servicesUrl'), token)).then((answer) => observedAtServices(id, answer)),
  ])
  return { gateway: asOpinion(gateway), services: asOpinion(services) }
}

/** Behind the gateway the services speak as well: what it lets through, they may still refuse. */
const behindGateway = (gateway: Opinion, services: Opinion): Opinion => (gateway === 'allow' ? services : gateway)

test('gateway, services and model decide alike about any token', { timeout: 120_000 }, async () => {
  let allowed = 0
  await fc.assert(
    fc.asyncProperty(specimen, operation, async (each, id) => {
      const predicted = { gateway: gatewayOpinion(each, id), services: servicesOpinion(each, id) }
      const observed = await asked(each, id)
      expect(observed).toEqual({
        gateway: behindGateway(predicted.gateway, predicted.services),
        services: predicted.services,
      })
      // Never more lenient: what the services allow, the gateway of that pool allows, or does not carry.
      const lenient = observed.services === 'allow' && predicted.gateway !== 'allow' && predicted.gateway !== 404
      expect(lenient).toBe(false)
      if (observed.services === 'allow') allowed += 1
    }),
    { numRuns: 400 },
  )
  // A generator that never makes a good token would prove nothing.
  expect(allowed).toBeGreaterThan(40)
})
