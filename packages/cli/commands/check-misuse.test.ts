import { fileURLToPath } from 'node:url'
import { rules } from '@scopegate/analysis/rules/index'
import { expect, test } from 'vitest'
import { run } from '../testing/run.ts'

const root = fileURLToPath(new URL('../../../', import.meta.url))

test.each([
  [['--rule', 'RS999'], 'There is no rule `RS999`', 'RS0'],
  [['--rule', 'route-opne'], 'There is no rule `route-opne`', 'did you mean `route-open`?'],
  [['--explain', 'something'], 'There is no rule `something`', `give an id from RS001 to ${rules.at(-1)?.id}`],
  [['--template', ''], '`--template <path>` was given an empty path', 'write the path out'],
  [
    ['--contract-only', '--rule', 'RS037'],
    '`RS037` judges the template, and `--contract-only` leaves it out',
    'leave out',
  ],
  [['--contract-only', '--rule', 'RS001', '--rule', 'route-open'], '`RS037` judges the template', 'leave out'],
  [['--explain', 'RS037', '--rule', 'RS001'], '`--explain <id>` and `--rule <id>` exclude each other', 'leave one'],
  [['--explain', 'RS037', '--format', 'json'], '`--explain <id>` and `--format <format>` exclude', 'leave one'],
  [['--template', 'missing'], 'The template’s file or folder does not exist', '`infra/cdk.out`'],
  [['--template', `${root}docs`], 'The folder holds no `*.template.json`', '`infra/cdk.out`'],
  [['--template', `${root}README.md`], '`README.md` is no JSON', '`infra/cdk.out`'],
  [
    ['--template', `${root}package.json`],
    '`package.json` is no CloudFormation template: `Resources` is missing',
    'cdk.out',
  ],
  [['--template', 'x', '--contract-only'], '`--contract-only` and `--template <path>` exclude each other', 'leave one'],
  [['--format', 'xml'], 'The value of `--format <format>` is not one that it takes', 'text, json, sarif'],
  [['--json', '--format', 'sarif'], '`--json` and `--format <format>` exclude each other', 'leave one'],
  [['--tempalte', 'x'], '`scopes check` has no option `--tempalte`', 'did you mean `--template`?'],
  [['now'], '`scopes check` was given too many arguments', '`scopes check --help`'],
])('check %j fails in one line and says what to type next', async (args, cause, next) => {
  const { code, out, err } = await run(['check', ...args])
  const [first = '', second = '', ...rest] = err.split('\n')
  expect([code, out, first.slice(0, cause.length), first.at(-1), rest]).toEqual([2, '', cause, '.', ['']])
  expect(second).toMatch(/^Next: /)
  expect(second).toContain(next)
})
