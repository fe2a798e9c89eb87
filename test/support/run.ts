/** Runs a command line of `scopes` for this system. */
import { fileURLToPath } from 'node:url'
import { type Ran, run as runIn } from '@scopegate/cli/testing/index'

const folder = fileURLToPath(new URL('../../', import.meta.url))

/** Runs it in the root of this system. `outside` overrides what the command finds there. */
export const run = (args: readonly string[], outside: Parameters<typeof runIn>[1] = {}): Promise<Ran> =>
  runIn(args, { folder, ...outside })
