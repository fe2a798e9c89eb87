/** The function that decides what each token of a pool may carry. */
import { Aws, Duration } from 'aws-cdk-lib'
import { CfnUserPool, type IUserPoolClient, LambdaVersion, UserPoolOperation } from 'aws-cdk-lib/aws-cognito'
import { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import { StringParameter } from 'aws-cdk-lib/aws-ssm'
import type { Construct } from 'constructs'
import { triggerEntry } from '../functions/entries.ts'
import { NodeFunction } from '../functions/node-function.ts'
import type { PoolPart } from '../system.ts'

/** With the pool's app clients by name. */
type TokenTriggerProps = PoolPart & { readonly clients: ReadonlyMap<string, IUserPoolClient> }

/**
 * One function for each pool, which gets its pool by name, and only this pool may invoke it.
 *
 * It holds the ids of the pool's clients, so that it comes after them and they after the pool, and the pool names it as text
 * (docs/adr/0013-the-trigger-holds-the-client-ids.md). Whether Cognito takes the ARN of a function that does not exist yet is
 * unknown to us. Where the stage's `clientDirectory` is `parameter`, the function comes first, as in the documentation's own
 * examples, and may read one parameter and nothing else.
 */
export class TokenTrigger extends NodeFunction {
  constructor(scope: Construct, id: string, { system, pool, userPool, clients }: TokenTriggerProps) {
    const isParameter = system.stage.clientDirectory === 'parameter'
    const [functionName, parameterName] = [system.names.tokenTrigger(pool), system.names.clientDirectory(pool)]
    // JSON: name of a client → its id, which is no secret.
    const directory = JSON.stringify(
      Object.fromEntries([...clients].map(([name, each]) => [name, each.userPoolClientId])),
    )
    super(scope, id, {
      functionName,
      description: `Decides what a token of the ${pool} pool may carry`,
      system,
      entry: triggerEntry(system.root),
      environment: {
        POOL: pool,
        ...(isParameter ? { CLIENT_DIRECTORY_PARAMETER: parameterName } : { CLIENT_DIRECTORY: directory }),
      },
      // More than Cognito's five seconds would only pay for an answer that comes too late. The memory buys the
      // processor time of a cold start, during which a person looks at a blank page.
      timeout: Duration.seconds(5),
      memorySize: 1024,
    })
    // V3_0 and nothing less: below it a machine's token never passes the trigger, and V1_0 cannot touch access tokens.
    userPool.addTrigger(UserPoolOperation.PRE_TOKEN_GENERATION_CONFIG, this, LambdaVersion.V3_0)
    const resource = userPool.node.defaultChild
    if (isParameter) {
      const description = `App clients of the ${pool} pool: catalog name to client id`
      new StringParameter(scope, 'ClientDirectory', { parameterName, description, stringValue: directory })
      const resources = [`arn:${Aws.PARTITION}:ssm:${Aws.REGION}:${Aws.ACCOUNT_ID}:parameter${parameterName}`]
      this.addToRolePolicy(new PolicyStatement({ actions: ['ssm:GetParameter'], resources }))
    } else if (resource instanceof CfnUserPool) {
      resource.addPropertyOverride('LambdaConfig.PreTokenGenerationConfig.LambdaArn', {
        'Fn::Sub': `arn:\${AWS::Partition}:lambda:\${AWS::Region}:\${AWS::AccountId}:function:${functionName}`,
      })
    }
  }
}
