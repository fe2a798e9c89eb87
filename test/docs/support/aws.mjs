/**
 * What `aws <service> <call> --member value… [--query A.B --output text]` prints, by the AWS SDK: no AWS CLI has to be on
 * the machine, and none is old enough to know every call. The CLI derives its names from the same service model.
 */
import * as cognito from '@aws-sdk/client-cognito-identity-provider'

const [service, call = '', ...args] = process.argv.slice(2)
if (service !== 'cognito-idp') throw new Error(`The page calls ${service}`)
/** @param {string} text */
const pascal = (text) => text.replaceAll(/(?:^|-)./g, (match) => match.replace('-', '').toUpperCase())
/** @type {Record<string, unknown>} */
const input = {}
let query = ''
while (args.length > 0) {
  const name = (args.shift() ?? '').replace(/^--/, '')
  const value = args.shift() ?? ''
  if (name === 'query') query = value
  else if (name !== 'output') input[pascal(name)] = /^\d+$/.test(value) ? Number(value) : value
}
/** @typedef {new (input: object) => import('@aws-sdk/client-cognito-identity-provider').ListUserPoolsCommand} Any */
// The cast is safe: every export whose name ends so is a command, and all have one form.
const commands = /** @type {Record<string, Any>} */ (/** @type {unknown} */ (cognito))
const Command = commands[`${pascal(call)}Command`]
if (Command === undefined) throw new Error(`Cognito has no call ${call}`)
const { $metadata: _, ...answer } = await new cognito.CognitoIdentityProviderClient().send(new Command(input))
/** @type {unknown} */
let found = answer
for (const key of query.split('.').filter((each) => each !== '')) found = new Map(Object.entries(found ?? {})).get(key)
process.stdout.write(`${typeof found === 'string' ? found : JSON.stringify(found, null, 4)}\n`)
