/** The properties of resources as the template states them: AWS reports them, whether or not anything here reads them. */
import { z } from 'zod'
import type { Stated } from './model.ts'
import type { Reader } from './reader.ts'

const types = [
  'AWS::Cognito::UserPool',
  'AWS::Cognito::UserPoolClient',
  'AWS::Cognito::UserPoolDomain',
  'AWS::ApiGatewayV2::Api',
  'AWS::ApiGatewayV2::Integration',
  'AWS::ApiGatewayV2::Stage',
]

export const statedOf = (reader: Reader): readonly Stated[] =>
  types
    .flatMap((type) => reader.ofType(type))
    .map((found) => {
      const names = Object.keys(found.resource.Properties).map((name) => [name, z.unknown()])
      const properties: Stated['properties'] = reader.properties(found, z.object(Object.fromEntries(names)))
      return { type: found.resource.Type, id: reader.ref(found), properties }
    })
