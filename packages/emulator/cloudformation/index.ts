/**
 * Emulates CloudFormation, as much of it as says what is deployed: `GetTemplate` and `ListStackResources`, read
 * only, over its query protocol (a form in, XML out).
 *
 * What is deployed is the template that runs. What is changed by hand in an emulated service does not show here, as it does
 * not in AWS: CloudFormation knows what was deployed (inferred, aws-facts §I.18).
 */
import { randomUUID } from 'node:crypto'
import { Hono } from 'hono'
import { AwsError, limitedBody, pageOf, requireAdministrator, traceOf } from '../aws-json/index.ts'
import type { ListedStack } from '../template/index.ts'
import { element, errorXml, list, resultXml } from './xml.ts'

export interface CloudFormationOptions {
  readonly stacks: readonly ListedStack[]
  readonly log?: (line: string) => void
}

type Parameters = Readonly<Record<string, string>>

/** Unknown: how many AWS puts on a page. Fewer than our stack has, so that a reader who forgets the next page notices. */
const pageSize = 100

/** CloudFormation as an HTTP application. */
export function createCloudFormation({ stacks, log = () => {} }: CloudFormationOptions): Hono {
  const stackNamed = (name: string): ListedStack => {
    const stack = stacks.find((each) => each.name === name)
    // General knowledge: the words that every user of the command line of AWS has seen.
    if (stack === undefined) throw new AwsError('ValidationError', `Stack with id ${name} does not exist`)
    return stack
  }
  const actions: Readonly<Record<string, (parameters: Parameters) => string>> = {
    GetTemplate: ({ StackName = '' }) =>
      element('TemplateBody', stackNamed(StackName).template) + list('StagesAvailable', ['Original', 'Processed']),

    ListStackResources: ({ StackName = '', NextToken }) => {
      const { resources } = stackNamed(StackName)
      const { items, next } = pageOf(resources, pageSize, NextToken, unknownToken)
      const rows = items.map(({ logicalId, physicalId, type }) => ({
        LogicalResourceId: logicalId,
        PhysicalResourceId: physicalId,
        ResourceType: type,
        LastUpdatedTimestamp: '2026-01-01T00:00:00Z',
        ResourceStatus: 'CREATE_COMPLETE',
      }))
      return list('StackResourceSummaries', rows) + (next === undefined ? '' : element('NextToken', next))
    },
  }

  const app = new Hono()
  app.use(limitedBody())
  app.post('/', async (c) => {
    const xml = (status: 200 | 400 | 403 | 500, text: string) => c.body(text, status, { 'content-type': 'text/xml' })
    try {
      requireAdministrator(c.req.raw)
      const parameters: Parameters = Object.fromEntries(new URLSearchParams(await c.req.text()))
      const { Action: name = '' } = parameters
      const run = Object.hasOwn(actions, name) ? actions[name] : undefined
      if (run === undefined) {
        throw new AwsError('InvalidAction', `The local stack does not emulate \`${name}\` of CloudFormation`)
      }
      return xml(200, resultXml(name, run(parameters), randomUUID()))
    } catch (error) {
      if (error instanceof AwsError) {
        // General knowledge: this protocol names the refusal without `Exception`.
        const code = error.type.replace(/Exception$/, '')
        return xml(code === 'AccessDenied' ? 403 : 400, errorXml(code, error.message, randomUUID()))
      }
      log(`cloudformation: ${traceOf(error)}`)
      return xml(500, errorXml('InternalFailure', 'Internal error', randomUUID()))
    }
  })
  return app
}

const unknownToken = () => new AwsError('ValidationError', 'The next token is not one of ours')
