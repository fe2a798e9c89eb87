/**
 * Emulates CloudFormation, as much of it as says what is deployed: read only, over its query protocol.
 *
 * What is deployed is the template that runs. What is changed by hand in an emulated service does not show here, as it does
 * not in AWS: CloudFormation knows what was deployed (inferred, aws-facts §I.18).
 */
import type { Hono } from 'hono'
import { type QueryActions, type QueryService, queryApplication } from '../aws/query.ts'
import type { RequireSigned } from '../aws/signature.ts'
import { element, list } from '../aws/xml.ts'
import { AwsError, pageOf } from '../aws-json/index.ts'
import type { ListedStack } from '../template/index.ts'

interface CloudFormationOptions {
  readonly stacks: readonly ListedStack[]
  readonly region: string
  readonly accountId: string
  readonly requireSigned: RequireSigned
  readonly log?: (line: string) => void
}

/** Unknown: how many AWS puts on a page. Fewer than our stack has, so that a reader who forgets the next page notices. */
const pageSize = 100

/** When, the local stack does not know: the template was never deployed. */
const deployed = '2026-01-01T00:00:00Z'

/** CloudFormation as an HTTP application. */
export const createCloudFormation = (options: CloudFormationOptions): Hono =>
  queryApplication(cloudFormationService(options))

/** Its actions. */
export function cloudFormationService({
  stacks,
  region,
  accountId,
  requireSigned,
  log = () => {},
}: CloudFormationOptions): QueryService {
  const stackNamed = (name: string): ListedStack => {
    const stack = stacks.find((each) => each.name === name)
    // General knowledge: the words that every user of the command line of AWS has seen.
    if (stack === undefined) throw new AwsError('ValidationError', `Stack with id ${name} does not exist`)
    return stack
  }
  const actions: QueryActions = {
    DescribeStacks: ({ StackName }) =>
      list(
        'Stacks',
        (StackName === undefined ? stacks : [stackNamed(StackName)]).map(({ name, outputs }) => ({
          StackName: name,
          StackId: `arn:aws:cloudformation:${region}:${accountId}:stack/${name}/local`,
          CreationTime: deployed,
          StackStatus: 'CREATE_COMPLETE',
          Outputs: outputs.map(({ name: OutputKey, value: OutputValue }) => ({ OutputKey, OutputValue })),
        })),
      ),

    GetTemplate: ({ StackName = '' }) =>
      element('TemplateBody', stackNamed(StackName).template) + list('StagesAvailable', ['Original', 'Processed']),

    ListStackResources: ({ StackName = '', NextToken }) => {
      const { resources } = stackNamed(StackName)
      const { items, next } = pageOf(resources, pageSize, NextToken, unknownToken)
      const rows = items.map(({ logicalId, physicalId, type }) => ({
        LogicalResourceId: logicalId,
        PhysicalResourceId: physicalId,
        ResourceType: type,
        LastUpdatedTimestamp: deployed,
        ResourceStatus: 'CREATE_COMPLETE',
      }))
      return list('StackResourceSummaries', rows) + (next === undefined ? '' : element('NextToken', next))
    },
  }

  return {
    name: 'cloudformation',
    namespace: 'http://cloudformation.amazonaws.com/doc/2010-05-15/',
    actions,
    requireSigned,
    log,
  }
}

const unknownToken = () => new AwsError('ValidationError', 'The next token is not one of ours')
