/**
 * Whatever may let callers in and is no route of a pool's API, or hangs on something that the template does not make:
 * nothing that a rule could judge may be passed over.
 */
import type { Remark } from '../deployed/template.ts'
import { isHttpApi } from './apis.ts'
import type { Found, Reader } from './resources.ts'

/** Properties with which an HTTP API gets routes that stand nowhere else in the template. */
const routeMakers = ['Body', 'BodyS3Location', 'Target', 'RouteKey']

/** What hangs on what, by the field that says so. */
const parts = [
  ['AWS::Cognito::UserPoolClient', 'UserPoolId', 'AWS::Cognito::UserPool', 'an app client of a pool'],
  ['AWS::Cognito::UserPoolResourceServer', 'UserPoolId', 'AWS::Cognito::UserPool', 'a resource server of a pool'],
  ['AWS::ApiGatewayV2::Route', 'ApiId', 'AWS::ApiGatewayV2::Api', 'a route of an API'],
  ['AWS::ApiGatewayV2::Authorizer', 'ApiId', 'AWS::ApiGatewayV2::Api', 'an authorizer of an API'],
  ['AWS::ApiGatewayV2::Integration', 'ApiId', 'AWS::ApiGatewayV2::Api', 'an integration of an API'],
  ['AWS::ApiGatewayV2::Stage', 'ApiId', 'AWS::ApiGatewayV2::Api', 'a stage of an API'],
  ['AWS::ApiGatewayV2::ApiMapping', 'ApiId', 'AWS::ApiGatewayV2::Api', 'a domain of an API'],
] as const

/** All of them, in the template’s order by kind. */
export function readOtherDoors(reader: Reader): readonly Remark[] {
  const door = ({ place }: Found, what: string): Remark => ({ resource: place, what })
  return [
    ...reader.ofType('AWS::ApiGatewayV2::Api').flatMap((found) => {
      if (!isHttpApi(reader, found)) return [door(found, 'an API that is no HTTP API')]
      return routeMakers
        .filter((field) => found.properties[field] !== undefined)
        .map((field) => door(found, `an API with routes of its own in \`${field}\``))
    }),
    ...parts.flatMap(([type, field, owner, what]) => {
      const owners = new Set(reader.ofType(owner).map(({ reference }) => reference))
      return reader
        .ofType(type)
        .filter((found) => !owners.has(reader.text(found, field) ?? ''))
        .map((found) => door(found, `${what} that the template does not make`))
    }),
  ]
}
