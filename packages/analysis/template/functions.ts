/** The functions that pools and routes call, with the variables and the code that decide whom they let in. */

import { isTable, parsedTable } from '@scopegate/template'
import type { TemplateFunction, TemplateTrust } from '../deployed/template.ts'
import type { Found, Reader } from './resources.ts'
import type { TemplateStage } from './stage.ts'

type Names = ReadonlyMap<string, string>

/** The functions by what a reference to their ARN reads as. */
export const functionsByArn = (reader: Reader): ReadonlyMap<string, Found> =>
  new Map(
    reader.ofType('AWS::Lambda::Function').map((found) => [`${found.reference.slice(0, -1)}.Arn}`, found] as const),
  )

/** The construct’s name: `fleet`. A function without a place in the construct tree has none that counts. */
export const constructName = ({ place }: Found): string | undefined => /([^/]+)\/Resource$/.exec(place)?.[1]

/** Its variables with their values; `undefined` when they cannot be read. */
export function variablesOf(reader: Reader, found: Found): Readonly<Record<string, string>> | undefined {
  if (found.properties['Environment'] === undefined) return {}
  const environment = reader.table(found, 'Environment')
  const variables = environment === undefined ? undefined : reader.table(found, 'Variables', environment)
  if (variables === undefined) return undefined
  return Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, reader.resolved(found, value)]))
}

/** Where CDK puts a bundle: the bucket of its own bootstrap, in the account and Region that are deployed to. */
function isBucket(name: string, { account, region }: TemplateStage): boolean {
  const [, ofAccount = '', ofRegion = ''] = /^cdk-[a-z0-9]+-assets-(\$\{AWS::AccountId\}|\d+)-(.+)$/.exec(name) ?? []
  return ['${AWS::AccountId}', account].includes(ofAccount) && ['${AWS::Region}', region].includes(ofRegion)
}

/** Fields with which something else than the bundle would run. */
const additions = ['Layers', 'ImageConfig', 'PackageType', 'FileSystemConfigs', 'RuntimeManagementConfig']

function foreignCode(reader: Reader, found: Found, stage: TemplateStage): readonly string[] {
  const code = reader.table(found, 'Code') ?? {}
  const isAsset =
    Object.keys(code).every((field) => field === 'S3Bucket' || field === 'S3Key') &&
    isBucket(reader.text(found, 'S3Bucket', code) ?? '', stage)
  return [
    ...(isAsset ? [] : ['Code']),
    ...(reader.text(found, 'Handler') === 'index.handler' ? [] : ['Handler']),
    ...(/^nodejs\d+\.x$/.test(reader.text(found, 'Runtime') ?? '') ? [] : ['Runtime']),
    ...additions.filter((field) => found.properties[field] !== undefined),
  ]
}

/** The issuer of a pool of the original type, by the reference to the pool (aws-facts §A.1). */
const issuerOfPool =
  /^https:\/\/cognito-idp\.(?:\$\{AWS::Region\}|[a-z]{2}(?:-[a-z]+)+-\d+)\.(?:amazonaws\.com|\$\{AWS::URLSuffix\})\/(.+)$/

/** The same as an attribute of the pool. */
const issuerAttribute = /^\$\{(.+)\.ProviderURL\}$/

/** The pool’s name; `unknown` for an issuer that is no pool of the template. */
export const poolBehindIssuer = (issuer: string | undefined, poolNames: ReadonlyMap<string, string>): string =>
  poolNames.get(issuerOfPool.exec(issuer ?? '')?.[1] ?? '') ??
  poolNames.get(`\${${issuerAttribute.exec(issuer ?? '')?.[1] ?? ''}}`) ??
  'unknown'

function trustIn(value: unknown, poolNames: Names, clientNames: Names): TemplateTrust {
  const { issuer, clients, ...others } = isTable(value) ? value : {}
  const told = Object.entries(isTable(clients) ? clients : {})
  return {
    tokensOf: poolBehindIssuer(String(issuer), poolNames),
    clients: Object.fromEntries(told.map(([id, name]) => [clientNames.get(id) ?? id, String(name)])),
    others: Object.keys(others),
  }
}

/** Every function that a pool’s trigger or an integration names. */
export function readFunctions(
  reader: Reader,
  poolNames: Names,
  clientNames: Names,
  stage: TemplateStage,
): readonly TemplateFunction[] {
  const named = (types: readonly Found[], arnOf: (found: Found) => string | undefined) => new Set(types.map(arnOf))
  const triggers = named(reader.ofType('AWS::Cognito::UserPool'), (pool) => triggerArn(reader, pool))
  const called = named(reader.ofType('AWS::ApiGatewayV2::Integration'), (found) => reader.text(found, 'IntegrationUri'))
  const all = [...functionsByArn(reader)]
  const sameName = Map.groupBy(all, ([, found]) => constructName(found))
  return all
    .filter(([arn]) => triggers.has(arn) || called.has(arn))
    .map(([arn, found]): TemplateFunction => {
      const variables = variablesOf(reader, found)
      const pools = parsedTable(variables?.['POOLS'])
      return {
        resource: found.place,
        name: sameName.get(constructName(found))?.length === 1 ? constructName(found) : undefined,
        isTrigger: triggers.has(arn),
        variables,
        pools:
          pools === undefined
            ? undefined
            : Object.fromEntries(
                Object.entries(pools).map(([name, value]) => [name, trustIn(value, poolNames, clientNames)]),
              ),
        foreignCode: foreignCode(reader, found, stage),
      }
    })
}

const ownFunction = 'arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:'

/** The ARN of a pool’s token trigger, as a reference to it reads: also where the pool names a function of the template as text. */
export function triggerArn(reader: Reader, pool: Found): string | undefined {
  const triggers = reader.table(pool, 'LambdaConfig')
  const config = triggers === undefined ? undefined : reader.table(pool, 'PreTokenGenerationConfig', triggers)
  const arn = config === undefined ? undefined : reader.text(pool, 'LambdaArn', config)
  const named = [...functionsByArn(reader)].filter(
    ([, found]) => arn === ownFunction + reader.text(found, 'FunctionName'),
  )
  const [[own] = [arn], ...others] = named
  // Two functions of one name do not deploy.
  return others.length > 0 ? undefined : own
}
