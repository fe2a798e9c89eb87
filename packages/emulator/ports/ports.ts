/** The listeners of one stack: all with TLS, or none. */
import { type Listener, listenOn } from './listeners.ts'

export interface Ports {
  /** The file of the authority to trust; `undefined` without TLS. */
  readonly authority: string | undefined
  /** 0: any free port. */
  readonly listen: (port: number) => Promise<Listener>
  readonly close: () => void
}

export const plainPorts: Ports = { authority: undefined, listen: (port) => listenOn(port), close: () => {} }
