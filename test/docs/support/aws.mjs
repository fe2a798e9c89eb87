/**
 * What `aws <service> <call> --member value… [--query A.B --output text]` prints, by the AWS SDK: no AWS CLI has to be on
 * the machine, and none is old enough to know every call. The CLI derives its names from the same service model.
 */
import * as cognito from '@aws-sdk/client-cognito-identity-provider'

const [service, call = '', ...args] = process.argv.slice(2)
if (service !== 'cognito-idp') throw new Error(`The page calls ${service}`)
/** @param {string} text */
const pascal = (text) => text.replaceAll(/(?:^|-)(.)/g, (_, letter) => letter.toUpperCase())
/** @type {Record<string, unknown>} */
const input = {}
let query = ''
while (args.length > 0) {
  const name = (args.shift() ?? '').replace(/^--/, '')
  const value = args.shift() ?? ''
  if (name === 'query') query = value
  else if (name !== 'output') input[pascal(name)] = /^\d+$/.test(value) ? Number(value) : value
}
const client = new cognito.CognitoIdentityProviderClient()
// @ts-expect-error Which command it is, only the page knows.
const answer = await client.send(new cognito[`${pascal(call)}Command`](input))
delete answer.$metadata
const found = query.split('.').reduce((value, key) => (key === '' ? value : value?.[key]), answer)
console.log(typeof found === 'string' ? found : JSON.stringify(found, null, 4))
