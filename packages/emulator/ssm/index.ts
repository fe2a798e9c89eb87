/**
 * Emulates Systems Manager's Parameter Store: the template's String parameters, read only.
 */
import { Hono } from 'hono'
import { z } from 'zod'
import type { RequireSigned } from '../aws/signature.ts'
import { AwsError, type AwsService, answerAwsJson, limitedBody, operation, pageOf } from '../aws-json/index.ts'
import type { ResolvedParameter } from '../template/index.ts'

interface SsmOptions {
  readonly parameters: readonly ResolvedParameter[]
  readonly requireSigned: RequireSigned
  readonly region?: string
  readonly log?: (line: string) => void
}

const names = z.string().min(1)

/** The Parameter Store as an HTTP application. */
export function createSsm(options: SsmOptions): Hono {
  const service = ssmService(options)
  const app = new Hono()
  app.use(limitedBody())
  app.post('/', (c) => answerAwsJson(c, service))
  return app
}

/** Its operations. */
export function ssmService({
  parameters,
  requireSigned,
  region = 'us-east-1',
  log = () => {},
}: SsmOptions): AwsService {
  const byName = new Map(parameters.map((parameter) => [parameter.name, parameter]))
  const view = ({ name, value }: ResolvedParameter) => ({
    Name: name,
    Type: 'String',
    Value: value,
    // Documented: versions start at 1. The template writes each parameter once.
    Version: 1,
    DataType: 'text',
    ARN: `arn:aws:ssm:${region}:000000000000:parameter${name.startsWith('/') ? '' : '/'}${name}`,
  })

  const signed = {
    GetParameter: operation(z.object({ Name: names }), ({ Name }) => {
      const found = byName.get(Name)
      // Documented: ParameterNotFound carries no more than the name of the error.
      if (found === undefined) throw new AwsError('ParameterNotFound', 'The parameter does not exist')
      return { Parameter: view(found) }
    }),
    // Documented: at most 10 names; names that do not exist are listed, not an error.
    GetParameters: operation(z.object({ Names: z.array(names).min(1).max(10) }), ({ Names }) => ({
      Parameters: [...new Set(Names)].flatMap((name) => byName.get(name) ?? []).map(view),
      InvalidParameters: [...new Set(Names)].filter((name) => !byName.has(name)),
    })),
    GetParametersByPath: operation(
      z.object({
        Path: z.string().startsWith('/'),
        Recursive: z.boolean().default(false),
        MaxResults: z.int().min(1).max(10).default(10),
        NextToken: z.string().optional(),
      }),
      ({ Path, Recursive, MaxResults, NextToken }) => {
        const prefix = Path.endsWith('/') ? Path : `${Path}/`
        const under = [...byName.values()]
          .filter(({ name }) => name.startsWith(prefix))
          .filter(({ name }) => Recursive || !name.slice(prefix.length).includes('/'))
          .sort((a, b) => (a.name < b.name ? -1 : 1))
        const { items, next } = pageOf(under, MaxResults, NextToken, unknownToken)
        return { Parameters: items.map(view), NextToken: next }
      },
    ),
  }

  return {
    target: 'AmazonSSM',
    signingName: 'ssm',
    signed,
    requireSigned,
    invalidInput: 'ValidationException',
    log,
  }
}

const unknownToken = () => new AwsError('InvalidNextToken', 'The specified token is not valid')
