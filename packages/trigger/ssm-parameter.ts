/** Reading one parameter from AWS Systems Manager, in the time that a sign-in has. */
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm'

/** Milliseconds for one attempt, connecting included. Two of them and the pause between fit the directory's budget. */
const attemptLimit = 600

/**
 * A reader of the parameter's value. Region, credentials and endpoint are the SDK's own resolution, so that
 * `AWS_ENDPOINT_URL_SSM` moves it to another machine.
 *
 * The reader throws what the SDK throws.
 */
export function ssmParameter(name: string): (signal: AbortSignal) => Promise<string> {
  const client = new SSMClient({
    maxAttempts: 2,
    // The SDK waits without an end by default, and without `throwOnRequestTimeout` only warns.
    requestHandler: { connectionTimeout: attemptLimit, requestTimeout: attemptLimit, throwOnRequestTimeout: true },
  })
  return async (signal) => {
    const { Parameter } = await client.send(new GetParameterCommand({ Name: name }), { abortSignal: signal })
    if (Parameter?.Value === undefined) throw new TypeError('GetParameter answered without a value')
    return Parameter.Value
  }
}
