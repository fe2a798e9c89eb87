/** The files of a new system: its manifest, and the templates in `files/`, in which `{{things}}` stands for what it keeps. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { capital, type Words } from './words.ts'
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

const templates = join(import.meta.dirname, 'files')
const ending = '.txt'

export function systemFiles(words: Words, source: PackageSource): Files {
  const said: Readonly<Record<string, string>> = {
    ...words,
    Thing: capital(words.thing),
    Things: capital(words.things),
  }
  const filled = (text: string) => text.replaceAll(/\{\{(\w+)\}\}/g, (marker, word: string) => said[word] ?? marker)
  const paths = readdirSync(templates, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith(ending))
  return {
    'package.json': manifest(words, source),
    '.gitignore': 'node_modules/\n.local/\ncdk.out/\n.build/\n',
    ...Object.fromEntries(
      paths.map((path) => [filled(path.slice(0, -ending.length)), filled(readFileSync(join(templates, path), 'utf8'))]),
    ),
  }
}
