/** `scopes check`: whether the contract and its template break a rule. */
import { resolve } from 'node:path'
import { type Rule, type RuleInfo, rules } from '@scopegate/analysis/rules/index'
import { readSystem } from '@scopegate/analysis/template/read'
import { Option } from 'commander'
import { check, merged } from '../check/check.ts'
import { createLocator } from '../check/locate.ts'
import { renderCheck, renderExplanation, renderFindings } from '../check/render.ts'
import type { CheckReport } from '../check/report.ts'
import { sarifOf } from '../check/sarif.ts'
import { chosen } from '../program/chosen.ts'
import { examples, type Register, repeatable } from '../program/command.ts'
import { exitCodes, Failure } from '../program/failure.ts'
import { stated } from '../program/stated.ts'
import type { System } from '../program/system.ts'
import { loadTemplates } from '../template/load.ts'
import { synthesizeTemplates } from '../template/synthesize.ts'

interface Options {
  readonly stage?: string
  readonly template?: string
  readonly contractOnly?: boolean
  readonly rule?: readonly string[]
  readonly explain?: string
  readonly quiet?: boolean
  readonly format: 'text' | 'json' | 'sarif'
  readonly json?: boolean
}

const besidesExplain = ['stage', 'template', 'contractOnly', 'format', 'rule']

export const registerCheck: Register = (program, { system }, reply) => {
  const command = program
    .command('check')
    .description('Judges the contract and the template made from it by rules; 1 for an error')
    .option('--stage <name>', 'judges this stage alone; by default every stage')
    .option('--template <path>', 'a template in JSON, or a folder of them; otherwise it is synthesized')
    .addOption(new Option('--contract-only', 'leaves the template out').conflicts('template'))
  repeatable(command, '--rule <id>', 'only this rule, by its id or name')
  command
    .addOption(new Option('--explain <id>', 'says what a rule is for').conflicts(besidesExplain))
    .option('--quiet', 'prints only what is broken, and nothing when nothing is')
    .addOption(new Option('--format <format>', 'how to print it').choices(['text', 'json', 'sarif']).default('text'))
    .addOption(new Option('--json', 'the report as JSON').conflicts('format'))
    .addHelpText('after', examples('scopes check', 'scopes check --contract-only', 'scopes check --explain RS037'))
    .action(async (options: Options) => {
      const { format, json = format === 'json', explain } = options
      if (explain !== undefined) {
        const [rule] = chosenRules([explain])
        if (rule === undefined) return
        const { id, name, severity, rule: says, why, source, fix } = rule
        const report: RuleInfo = { id, name, severity, rule: says, why, source, fix }
        reply({ report, text: (style) => renderExplanation(report, style), exitCode: exitCodes.ok }, { json })
        return
      }
      const selected = chosenRules(options.rule ?? [])
      if (options.contractOnly === true && selected.length < rules.length) refuseTemplateRules(selected)
      const reports: CheckReport[] = []
      const { root, stages } = system()
      const locate = createLocator(`${root}/`)
      for (const stage of judgedStages(options, stages)) {
        const { contract } = system(stage)
        const template = options.contractOnly === true ? undefined : () => templateOf(options, root, stage)
        reports.push(await check({ contract, rules: selected, template, locate }))
      }
      const report = merged(reports)
      const silent = options.quiet === true && report.findings.length === 0
      const short = options.quiet === true || selected.length < rules.length
      const render = silent ? () => '' : short ? renderFindings : renderCheck
      const exitCode = report.ok ? exitCodes.ok : exitCodes.no
      if (format === 'sarif') reply({ report: sarifOf(report, selected), text: () => '', exitCode }, { json: true })
      else reply({ report, text: (style) => render(report, style), exitCode }, { json })
    })
}

/** All stages; one where a template, which is of one, is given. */
function judgedStages({ stage, template }: Options, stages: System['stages']): readonly (string | undefined)[] {
  const names = Object.keys(stages)
  return stage === undefined && template === undefined && names.length > 0 ? names : [stage]
}

const templateOf = async ({ template }: Options, root: string, stage: string | undefined) =>
  readSystem(
    template === undefined
      ? await synthesizeTemplates(`${root}/`, stage)
      : loadTemplates(resolve(stated('--template <path>', template))),
  )

/** A rule that was asked for and not judged must not look as kept. */
function refuseTemplateRules(selected: readonly Rule[]): void {
  const [first] = selected.filter(({ on }) => on === 'template')
  if (first === undefined) return
  throw new Failure(
    `\`${first.id}\` judges the template, and \`--contract-only\` leaves it out`,
    'leave out `--contract-only`, or choose rules over the contract',
  )
}

/** The rules of that id or name; all for none. */
function chosenRules(wanted: readonly string[]): readonly Rule[] {
  if (wanted.length === 0) return rules
  const byName = new Map<string, Rule>(
    rules.flatMap((rule) => [
      [rule.id, rule],
      [rule.name, rule],
    ]),
  )
  const typed = wanted.map((name) => (/^rs\d+$/i.test(name) ? name.toUpperCase() : name))
  const look = `give an id from ${rules[0]?.id} to ${rules.at(-1)?.id}`
  const found = new Set(chosen('rule', typed, [...byName.keys()], '', look).map((name) => byName.get(name)))
  return rules.filter((rule) => found.has(rule))
}
