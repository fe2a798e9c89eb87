/** The Lambda functions of a template, with what they may do. */
import { ofType, type Resource, referencesIn, type Template } from './template.ts'

export interface FunctionProperties {
  readonly FunctionName?: string
  readonly Runtime: string
  readonly Handler: string
  readonly Architectures?: readonly string[]
  readonly Timeout: number
  readonly MemorySize: number
  readonly Role: unknown
  readonly Environment?: { readonly Variables: Readonly<Record<string, unknown>> }
  readonly LoggingConfig?: { readonly LogGroup: unknown }
  readonly ReservedConcurrentExecutions?: number
}

export interface Statement {
  readonly Effect: string
  readonly Action: string | readonly string[]
  readonly Resource: unknown
}

interface PolicyProperties {
  readonly PolicyDocument: { readonly Statement: readonly Statement[] }
  readonly Roles: readonly unknown[]
}

export const functionsIn = (template: Template) => ofType<FunctionProperties>(template, 'AWS::Lambda::Function')

/** The function's name in the construct tree: `garage/TokenTrigger`, `fleet`. */
export const nameOf = ({ Metadata }: Resource): string =>
  String(Metadata['aws:cdk:path'])
    .replace(/^Fleet\//, '')
    .replace(/\/Resource$/, '')

export const policiesIn = (template: Template) => ofType<PolicyProperties>(template, 'AWS::IAM::Policy')

/** Every statement that the function's role carries. */
export function statementsOf(template: Template, lambda: Resource<FunctionProperties>): readonly Statement[] {
  const roles = referencesIn(lambda.Properties.Role)
  return policiesIn(template)
    .filter(({ Properties }) => [...referencesIn(Properties.Roles)].some((id) => roles.has(id)))
    .flatMap(({ Properties }) => Properties.PolicyDocument.Statement)
}

/** One value as a list, a list as it is: CloudFormation allows both. */
export const list = <T>(value: T | readonly T[]): readonly T[] =>
  // The cast is safe: Array.isArray does not narrow read-only arrays.
  Array.isArray(value) ? (value as readonly T[]) : [value as T]
