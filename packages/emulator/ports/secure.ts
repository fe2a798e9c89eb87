/** Listeners with TLS, whose certificates are renewed while the stack runs. */
import { openAuthority } from './authority.ts'
import { type Listener, listenOn } from './listeners.ts'
import type { Ports } from './ports.ts'
import { trust } from './trust.ts'

const everyDay = 86_400_000

/** With the authority of the folder, which this process trusts from now on. @throws DamagedFile */
export async function securePorts(folder: string, fresh: boolean): Promise<Ports> {
  const { file, certificate, issue } = await openAuthority(folder, fresh, Date.now())
  trust(certificate)
  const listeners: Listener[] = []
  let secure = await issue(Date.now())
  const renew = async () => {
    secure = await issue(Date.now())
    for (const listener of listeners) listener.renew(secure)
  }
  const timer = setInterval(() => void renew(), everyDay).unref()
  return {
    authority: file,
    listen: async (port) => {
      const listener = await listenOn(port, secure)
      listeners.push(listener)
      return listener
    },
    close: () => clearInterval(timer),
  }
}
