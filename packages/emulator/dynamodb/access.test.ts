import { beforeEach, expect, test, vi } from 'vitest'
import { accessTo, nobody, regionIn } from './access.ts'

/** An address that nobody can reach (RFC 5737): nothing is sent to it here. */
const elsewhere = 'http://192.0.2.1:8000'

beforeEach(() => {
  // The machine's own profile must not decide what these tests see.
  vi.stubEnv('AWS_CONFIG_FILE', '/dev/null')
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', '/dev/null')
  vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true')
  vi.stubEnv('AWS_PROFILE', undefined)
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIADEVELOPER')
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret')
  vi.stubEnv('AWS_SESSION_TOKEN', undefined)
  vi.stubEnv('AWS_REGION', 'eu-central-1')
})

test.each([undefined, 'http://127.0.0.1:8000', 'http://localhost:8000/', 'http://[::1]:8000'])(
  'the developer’s credentials are not for %s',
  async (endpoint) => {
    expect(await accessTo(endpoint)).toEqual(nobody)
  },
)

test.each([
  [elsewhere, 'eu-central-1'],
  ['http://localhost.example:8000', 'eu-central-1'],
  ['http://127.0.0.1.example', 'eu-central-1'],
  ['https://dynamodb.eu-west-1.amazonaws.com', 'eu-west-1'],
])('to %s we are the developer, in %s', async (endpoint, region) => {
  expect(await accessTo(endpoint)).toMatchObject({
    region,
    credentials: { accessKeyId: 'AKIADEVELOPER', secretAccessKey: 'secret' },
  })
})

test('what is missing is one line that says what to set', async () => {
  vi.stubEnv('AWS_REGION', undefined)
  await expect(accessTo(elsewhere)).rejects.toThrow(/and there is no region\. Set `AWS_REGION`$/)
  vi.stubEnv('AWS_REGION', 'eu-central-1')
  vi.stubEnv('AWS_ACCESS_KEY_ID', undefined)
  await expect(accessTo(elsewhere)).rejects.toThrow(/and there are no credentials\. Set `AWS_PROFILE`, or .*$/)
  await expect(accessTo('dynamodb')).rejects.toThrow('`DYNAMODB_ENDPOINT` is no address')
})

test.each([
  ['dynamodb.us-east-1.amazonaws.com', 'us-east-1'],
  ['dynamodb-fips.us-gov-west-1.amazonaws.com', 'us-gov-west-1'],
  ['dynamodb.cn-north-1.amazonaws.com.cn', 'cn-north-1'],
  ['dynamodb.ap-southeast-2.api.aws', 'ap-southeast-2'],
  ['123456789012.ddb.eu-west-1.amazonaws.com', 'eu-west-1'],
  ['vpce-1a2b-3c.dynamodb.eu-west-3.vpce.amazonaws.com', 'eu-west-3'],
  ['dynamodb.eu-west-1.amazonaws.com.example', undefined],
  ['dynamodb', undefined],
])('the endpoint %s names the region %s', (hostname, region) => {
  expect(regionIn(hostname)).toBe(region)
})
