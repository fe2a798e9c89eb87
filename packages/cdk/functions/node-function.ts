/**
 * A Lambda function of the system: Node 24 on ARM, one file of code, a role that may do nothing but write
 * its own log.
 */
import { type Duration, RemovalPolicy } from 'aws-cdk-lib'
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { Architecture, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda'
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs'
import { Construct } from 'constructs'
import type { System } from '../system.ts'
import { bundle } from './bundle.ts'
import type { Entry } from './entries.ts'

export interface NodeFunctionProps {
  readonly system: System
  readonly description: string
  readonly entry: Entry
  /** Where something must name the function before it exists. CloudFormation chooses one unless given. */
  readonly functionName?: string
  readonly environment: Readonly<Record<string, string>>
  readonly timeout: Duration
  /** In MiB. The processor's share grows with it. */
  readonly memorySize: number
}

/** Grants come on top through `grant…` methods and `addToRolePolicy`. */
export class NodeFunction extends LambdaFunction {
  constructor(scope: Construct, id: string, props: NodeFunctionProps) {
    // Siblings, not children: a function's own children cannot exist before it does.
    const parent = new Construct(scope, `${id}Runtime`)
    // Decisions are evidence: who was let in, and why. They stay when the function goes.
    const logGroup = new LogGroup(parent, 'Log', {
      retention: RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.RETAIN,
    })
    // A role of our own, because the one CDK makes may write to every log group of the account.
    const role = new Role(parent, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') })
    logGroup.grantWrite(role)
    super(scope, id, {
      description: props.description,
      ...(props.functionName === undefined ? {} : { functionName: props.functionName }),
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: 'index.handler',
      code: bundle(props.system.root, props.entry),
      environment: { ...props.environment },
      timeout: props.timeout,
      memorySize: props.memorySize,
      logGroup,
      role,
    })
  }
}
