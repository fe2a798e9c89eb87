/** What makes a folder the project of a new system: its manifest, its compiler's settings and its first page. */
import type { Words } from './words.ts'
import type { Files } from './write.ts'

/** Where the product's packages come from: a version of the registry, or tarballs in a folder. */
export type PackageSource = (name: string) => string

const own = ['account', 'cdk', 'cli', 'contract', 'dynamo', 'http', 'trigger'] as const
/** What the others need: named so that tarballs from a folder are found for all of them. */
const inner = ['analysis', 'emulator', 'template'] as const

/** Versions that work together. */
const versions = {
  '@aws-sdk/lib-dynamodb': '3.1169.0',
  'aws-cdk-lib': '2.276.0',
  constructs: '10.8.1',
  hono: '4.13.19',
  zod: '4.6.7',
} as const

const development = {
  '@types/node': '24.19.2',
  // The Node that the scripts run on, whatever is installed besides.
  node: '24.21.0',
  typescript: '7.0.2',
  vitest: '5.1.1',
} as const

const manifest = ({ name }: Words, source: PackageSource): string =>
  `${JSON.stringify(
    {
      name,
      version: '0.1.0',
      private: true,
      type: 'module',
      scripts: {
        start: 'scopes start',
        test: 'vitest run',
        check: 'tsc && scopes check',
        scopes: 'scopes',
        synth: 'scopes synth',
        deploy: 'scopes deploy',
        server: 'node services/server.ts',
      },
      dependencies: {
        ...Object.fromEntries([...own, ...inner].toSorted().map((each) => [`@scopegate/${each}`, source(each)])),
        ...versions,
      },
      // Both bring a program for this kind of machine.
      allowScripts: { esbuild: true, node: true },
      devDependencies: { '@scopegate/testing': source('testing'), ...development },
    },
    null,
    2,
  )}\n`

const compiler = {
  compilerOptions: {
    target: 'es2024',
    lib: ['es2024', 'esnext.iterator', 'esnext.array'],
    module: 'nodenext',
    types: ['node'],
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    verbatimModuleSyntax: true,
    erasableSyntaxOnly: true,
    allowImportingTsExtensions: true,
    skipLibCheck: true,
    noEmit: true,
  },
  include: ['scopes', 'services', 'triggers', 'infra', 'test'],
}

const readme = ({ name, thing, things }: Words): string => `# ${name}

An API on Amazon Cognito and API Gateway in which every route demands an OAuth scope of the **access** token.

\`\`\`
npm install
npm start        # the whole system on this machine, then lines to paste: a token, 200, 401, 403
npm test         # really signed tokens through the real guard, on a real DynamoDB
npm run check    # types, and the rules over the contract and its template
\`\`\`

| folder | what |
|---|---|
| \`scopes/\` | the contract: scopes, roles, pools, app clients, operations, tables, services |
| \`services/\` | the handlers of each service; \`server.ts\` runs all of them in one process |
| \`triggers/\` | the Lambda entry of the token trigger |
| \`infra/\` | the CDK app, its stages, the sample data of the local stack |
| \`test/\` | tests |

**Add an operation**: a row in \`scopes/operations.ts\` with the scope that opens it (a new scope gets its row in
\`scopes/catalog.ts\`), then its handler in the service that the row names. \`npm run check\` says what is missing, and
\`npm run scopes -- plan\` who gains and who loses against the last commit.

**Deploy**: add a stage beside \`local\` in \`infra/stages.ts\`, then \`npm run deploy -- --stage <name>\`.

To begin with there are \`GET /v1/${things}\`, \`PUT /v1/${things}/{id}\` (create or replace a ${thing}) and the product's own
operations: \`GET /v1/access\`, \`GET /v1/me\`, \`PUT /v1/orgs/{org}\`.
`

/** The files at the root. */
export const projectFiles = (words: Words, source: PackageSource): Files => ({
  'package.json': manifest(words, source),
  'tsconfig.json': `${JSON.stringify(compiler, null, 2)}\n`,
  '.gitignore': 'node_modules/\n.local/\ncdk.out/\n.build/\n',
  'README.md': readme(words),
})
