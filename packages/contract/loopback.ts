/** Addresses of this machine. */

/** Whether the name or address is this machine’s own: `localhost`, `127.0.0.0/8`, `::1`. */
export const isLoopbackHost = (hostname: string): boolean =>
  hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname)

/** The same of an address with a scheme. Text that is none leads nowhere, so not here either. */
export const isLoopback = (address: string): boolean =>
  URL.canParse(address) && isLoopbackHost(new URL(address).hostname)
