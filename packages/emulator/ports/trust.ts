/** Trusting the authority of a local stack with TLS. */
import { getCACertificates, setDefaultCACertificates } from 'node:tls'

/** From now on this thread trusts it: Node reads `NODE_EXTRA_CA_CERTS` only when a process begins. */
export function trust(certificate: string): void {
  const known = getCACertificates()
  if (!known.includes(certificate)) setDefaultCACertificates([...known, certificate])
}
