/** One line for each request that reaches a pool's API, the refused ones above all: the services never see those. */
import { RemovalPolicy } from 'aws-cdk-lib'
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway'
import { type IAccessLogSettings, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2'
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs'
import type { Construct } from 'constructs'

/**
 * The line's fields. Ids only: no header, so no token; no e-mail, no address, no name. Claims are named one by one
 * because the whole of them cannot be logged, and should not be.
 */
const fields = {
  requestId: '$context.requestId',
  routeKey: '$context.routeKey',
  status: '$context.status',
  authorizerError: '$context.authorizer.error',
  errorMessage: '$context.error.message',
  errorResponseType: '$context.error.responseType',
  integrationError: '$context.integrationErrorMessage',
  clientId: '$context.authorizer.claims.client_id',
  sub: '$context.authorizer.claims.sub',
  org: '$context.authorizer.claims.org_id',
  role: '$context.authorizer.claims.role',
}

/** JSON lines in a log group of the API's own, kept three months and when the API goes. */
export const accessLog = (scope: Construct): IAccessLogSettings => ({
  destination: new LogGroupLogDestination(
    new LogGroup(scope, 'AccessLog', { retention: RetentionDays.THREE_MONTHS, removalPolicy: RemovalPolicy.RETAIN }),
  ),
  format: AccessLogFormat.custom(JSON.stringify(fields)),
})
