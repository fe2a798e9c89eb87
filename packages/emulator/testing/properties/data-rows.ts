/** Functions, tables and parameters. */
import { DescribeTableCommand, DescribeTimeToLiveCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { GetParameterCommand } from '@aws-sdk/client-ssm'
import { nobody, startDynamodb } from '../../dynamodb/index.ts'
import type { Emulated } from './emulated.ts'
import { outcome, rowsOf, starts } from './row.ts'

const lambda = rowsOf('AWS::Lambda::Function', 'Fleet/account/Resource')
const trigger = rowsOf('AWS::Lambda::Function', '/garage/TokenTrigger/Resource')
const table = rowsOf('AWS::DynamoDB::Table', '/Idempotency/Resource')
const parameter = rowsOf('AWS::SSM::Parameter', '/garage/ClientDirectory/Resource')

const invoked = (event: object) => (emulated: Emulated) => emulated.invoke('account', event)

/** The table of answers that are kept, as the engine describes it. */
const described = async ({ resolved }: Emulated): Promise<unknown> => {
  const tables = resolved.tables.filter(({ logicalId }) => logicalId.startsWith('Idempotency'))
  return outcome(
    (async () => {
      const engine = await startDynamodb({ tables, port: 0, file: undefined })
      const client = new DynamoDBClient({ endpoint: engine.endpoint, ...nobody, region: 'us-east-1' })
      try {
        const TableName = Object.values(engine.tableNames)[0]
        const { Table } = await client.send(new DescribeTableCommand({ TableName }))
        const { TimeToLiveDescription } = await client.send(new DescribeTimeToLiveCommand({ TableName }))
        return { keys: Table?.KeySchema, types: Table?.AttributeDefinitions, life: TimeToLiveDescription }
      } finally {
        client.destroy()
        await engine.stop()
      }
    })(),
  )
}

const value = (emulated: Emulated) =>
  outcome(
    emulated.ssm
      .send(new GetParameterCommand({ Name: '/fleet-staging/garage/clients' }))
      .then(({ Parameter }) => Parameter?.Value),
  )

export const dataRows = [
  lambda('Code.S3Key', 'gone.zip', starts, /the cloud assembly has no such asset/),
  lambda('Environment.Variables.*', { POOLS: 'other' }, invoked({}), /"POOLS":"other"/),
  trigger('FunctionName', 'other', starts, /names no `AWS::Lambda::Function`/),
  lambda('Handler', 'index.other', invoked({}), /"ok":false/),
  lambda('MemorySize', 256, invoked({}), /"memory":"?256/),
  lambda('Runtime', 'python3.14', starts, /Runtime: missing or malformed/),
  lambda('Timeout', 1, invoked({ wait: 1500 }), /"kind":"timeout"/),

  table('AttributeDefinitions[].AttributeName', 'other', described, /ValidationException/),
  table('AttributeDefinitions[].AttributeType', 'N', described, /"AttributeType":"N"/),
  table('KeySchema[].AttributeName', 'other', described, /ValidationException/),
  table('KeySchema[].KeyType', 'RANGE', described, /ValidationException/),
  table('TimeToLiveSpecification.AttributeName', 'other', described, /"AttributeName":"other"/),
  table('TimeToLiveSpecification.Enabled', false, described, /"DISABLED"/),

  parameter('Name', '/other', value, /ParameterNotFound/),
  parameter('Type', 'SecureString', starts, /Type: missing or malformed/),
  parameter('Value', 'other', value, /^other$/),
]
