/** The function that decides what each token of a pool may carry. */
import { Aws, Duration } from 'aws-cdk-lib'
import { LambdaVersion, UserPoolOperation } from 'aws-cdk-lib/aws-cognito'
import { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import type { Construct } from 'constructs'
import { triggerEntry } from '../functions/entries.ts'
import { NodeFunction } from '../functions/node-function.ts'
import type { PoolPart } from '../system.ts'

/**
 * One function for each pool, which gets its pool by name: a reference to the pool would be a cycle. It may read one
 * parameter and nothing else, and only this pool may invoke it.
 */
export class TokenTrigger extends NodeFunction {
  constructor(scope: Construct, id: string, { system, pool, userPool }: PoolPart) {
    const directory = system.names.clientDirectory(pool)
    super(scope, id, {
      description: `Decides what a token of the ${pool} pool may carry`,
      system,
      entry: triggerEntry(system.root),
      environment: { POOL: pool, CLIENT_DIRECTORY_PARAMETER: directory },
      // More than Cognito's five seconds would only pay for an answer that comes too late. The memory buys the
      // processor time of a cold start, during which a person looks at a blank page.
      timeout: Duration.seconds(5),
      memorySize: 1024,
    })
    this.addToRolePolicy(
      new PolicyStatement({
        actions: ['ssm:GetParameter'],
        resources: [`arn:${Aws.PARTITION}:ssm:${Aws.REGION}:${Aws.ACCOUNT_ID}:parameter${directory}`],
      }),
    )
    // V3_0 and nothing less: below it a machine's token never passes the trigger, and V1_0 cannot touch access tokens.
    userPool.addTrigger(UserPoolOperation.PRE_TOKEN_GENERATION_CONFIG, this, LambdaVersion.V3_0)
  }
}
