/** The fleet's CDK app. */
import { dirname } from 'node:path'
import { runApp } from '@scopegate/cdk'
import { contract } from '../scopes/contract.ts'
import { stages } from './stages.ts'

runApp({ contract, stages, root: dirname(import.meta.dirname) })
