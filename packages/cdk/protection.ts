/** Whether what cannot be made again may be deleted: people with their `sub`, and rows. */
import type { Stage } from '@scopegate/contract'
import { RemovalPolicy } from 'aws-cdk-lib'

/**
 * Protected and kept when its stack goes, unless the stage says why not. Nothing is kept of a deployment that failed when it
 * was first made: what is in it is empty, and would only be in the way of the next one.
 */
export const protectionOf = ({ unprotected }: Stage) =>
  unprotected === undefined
    ? { deletionProtection: true, removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE }
    : { deletionProtection: false, removalPolicy: RemovalPolicy.DESTROY }
