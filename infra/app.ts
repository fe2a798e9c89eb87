/** The CDK app of this system: what the CDK CLI, the emulator and the command line run. */
import { dirname } from 'node:path'
import { runApp } from '@scopegate/cdk'
import { contract } from '@scopegate/scopes/contract'
import { stages } from './stages.ts'

runApp({ contract, stages, root: dirname(import.meta.dirname) })
