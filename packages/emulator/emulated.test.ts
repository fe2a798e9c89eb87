/** What is emulated, out of the code: docs/emulated.md, which people read and this test keeps. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createApiGateway } from './apigateway/index.ts'
import type { QueryService } from './aws/query.ts'
import type { AwsService } from './aws-json/index.ts'
import { cloudFormationService } from './cloudformation/index.ts'
import { cognitoService } from './cognito/api/index.ts'
import { openContext } from './cognito/context.ts'
import { createCognito } from './cognito/index.ts'
import { ssmService } from './ssm/index.ts'
import { stsService } from './sts/index.ts'
import { notEmulatedProperties } from './template/properties.ts'
import { known } from './template/references.ts'
import { requireSigned, testKey } from './testing/key.ts'

const preface = `# What the local stack emulates

One address takes the calls of all services, as \`AWS_ENDPOINT_URL\` of \`.local/aws.env\` says:

\`\`\`
set -a; . .local/aws.env; set +a
aws cognito-idp list-user-pools --max-results 10
\`\`\`

A program that does not know that variable, such as an AWS CLI before 2.13 or a boto3 before 1.28, takes \`--endpoint-url "$AWS_ENDPOINT_URL"\` or \`endpoint_url\`.

**Signed** calls take a Signature Version 4 with the key in \`aws.env\`, which is made with the stack: no other key, no browser (\`Origin\`), no clock
that is more than five minutes off. **Open** calls take none, from pages too, as on AWS. Each port answers to the names \`127.0.0.1\`, \`localhost\`
and \`[::1]\` with its number, and to any other \`Host\` with 421. What is not listed here is refused, never answered with success. A test writes this page.
`

const rows = (head: readonly string[], lines: readonly (readonly string[])[]) =>
  [head, head.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n')

const names = (operations: object = {}) => Object.keys(operations).toSorted()
const calls = (all: readonly string[], of: string) => all.map((name) => [`\`${name}\``, of])

const ofJson = ({ signed, open }: Pick<AwsService, 'signed' | 'open'>) =>
  rows(['call', 'class'], [...calls(names(signed), 'signed'), ...calls(names(open), 'open')])
const ofQuery = ({ actions }: QueryService) => rows(['call', 'class'], calls(names(actions), 'signed'))
const ofRoutes = (routes: readonly { method: string; path: string }[], kind: string) =>
  rows(
    ['address', 'class'],
    [...new Set(routes.filter(({ method }) => method !== 'ALL').map(({ method, path }) => `${method} ${path}`))]
      .toSorted((a, b) => a.slice(a.indexOf(' ')).localeCompare(b.slice(b.indexOf(' '))))
      .map((route) => [`\`${route}\``, kind]),
  )

/** What each refusal of a signed call is called, as signature.test.ts has it. */
const refusals = rows(
  ['what', 'JSON (400) and API Gateway (403)', 'CloudFormation and STS (403)'],
  [
    ['no signature', '`MissingAuthenticationTokenException`', '`MissingAuthenticationToken`'],
    [
      'half a signature, or a header of AWS that is not signed',
      '`IncompleteSignatureException`',
      '`IncompleteSignature`',
    ],
    ['a key of somebody else', '`UnrecognizedClientException`', '`InvalidClientTokenId`'],
    [
      'another secret, body, address, time, region or service',
      '`InvalidSignatureException`',
      '`SignatureDoesNotMatch`',
    ],
    ['a browser', '`AccessDeniedException`', '`AccessDenied`'],
    ['a call that is not emulated', '`UnknownOperationException`', '`InvalidAction`'],
    ['a body that is too large', '`RequestEntityTooLarge` (413)', '413'],
  ],
)

test('the page of what is emulated is what the code has', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'scopegate-emulated-'))
  const deps = {
    pools: [],
    baseUrl: 'http://127.0.0.1:1',
    directory,
    requireSigned,
    now: Date.now,
    invoke: () => Promise.reject(new Error('not here')),
  }
  const context = await openContext(deps)
  const cognito = await createCognito({ ...deps, stack: () => undefined })
  onTestFinished(() => {
    context.close()
    cognito.close()
    rmSync(directory, { recursive: true })
  })
  const place = { region: 'us-east-1', accountId: '000000000000' }
  const gateway = createApiGateway({ apis: [], onChange: () => {}, issuers: '', requireSigned })
  const sections = [
    ['Cognito: the API (`cognito-idp`)', ofJson(cognitoService(context))],
    [
      'Cognito: tokens, pages and keys',
      ofRoutes(
        cognito.app.routes.filter(({ method, path }) => path !== '/*' && `${method} ${path}` !== 'POST /'),
        'open',
      ),
    ],
    ['API Gateway (`apigateway`)', ofRoutes(gateway.routes, 'signed')],
    ['CloudFormation (`cloudformation`)', ofQuery(cloudFormationService({ ...place, stacks: [], requireSigned }))],
    ['Parameter Store (`ssm`)', ofJson(ssmService({ parameters: [], requireSigned }))],
    ['Security Token Service (`sts`)', ofQuery(stsService({ ...place, key: testKey, requireSigned }))],
    [
      'DynamoDB (`dynamodb`)',
      'Every call of the engine that runs behind the door, signed. The engine takes any signature, so it has a network of its own, which nothing but the door leads to. Where the machine gives it none (`unshare` and `ip`), other users of the machine can reach it, and `start` says so. With `DYNAMODB_ENDPOINT`, the database that it names.',
    ],
    ['How a signed call is refused', refusals],
    [
      'Resources of a template',
      `These run, or nothing on one machine needs them:\n\n${Object.keys(known)
        .map((type) => `- \`${type}\``)
        .join('\n')}\n\nEvery other resource gets a name, calls to it are refused, and \`start\` names it.`,
    ],
    [
      'Properties of a template that have no effect',
      `\`start\` counts those that the template has. A property that stands neither here nor in the code is unknown, and \`start\` names it.\n\n${rows(
        ['resource', 'property', 'why'],
        notEmulatedProperties.map(([type, property, why]) => [
          `\`${type}\``,
          property === '' ? 'all' : `\`${property}\``,
          why,
        ]),
      )}`,
    ],
  ]
  const page = `${preface}\n${sections.map(([title, text]) => `## ${title}\n\n${text}\n`).join('\n')}`
  await expect(page).toMatchFileSnapshot('../../docs/emulated.md')
})
