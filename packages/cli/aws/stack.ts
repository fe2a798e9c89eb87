/** What CloudFormation knows of a deployed stack: its template, and the id that each resource got. */
import { GetTemplateCommand, ListStackResourcesCommand } from '@aws-sdk/client-cloudformation'
import { Template } from '@scopegate/template'
import { Failure } from '../program/failure.ts'
import { ask } from './ask.ts'
import { allPages } from './pages.ts'
import type { Session } from './session.ts'

const asNamed = (stack: string) => (/^[A-Za-z][A-Za-z0-9-]{0,127}$/.test(stack) ? ` \`${stack}\`` : ' of that name')

/** The deployed template. @throws {Failure} also when there is no such stack, or it is not one of JSON */
export async function deployedTemplate(session: Session, stack: string): Promise<Template> {
  const text = await ask(session, 'cloudformation:GetTemplate', async () => {
    const call = new GetTemplateCommand({ StackName: stack, TemplateStage: 'Original' })
    return (await session.cloudformation.send(call).catch(refuseUnknown(session, stack))).TemplateBody
  })
  try {
    return Template.parse(JSON.parse(text ?? ''))
  } catch {
    throw new Failure(
      `The template of the stack${asNamed(stack)} is not one that this project wrote`,
      'name another stack with `--stack <name>`; left out, it is that of `--stage`',
    )
  }
}

/** The id of each resource in the account, by its logical id in the template. */
export async function physicalIds(session: Session, stack: string): Promise<ReadonlyMap<string, string>> {
  const all = await allPages(async (NextToken) => {
    const call = new ListStackResourcesCommand({ StackName: stack, NextToken })
    const page = await ask(session, 'cloudformation:ListStackResources', () => session.cloudformation.send(call))
    return { items: page.StackResourceSummaries, next: page.NextToken }
  })
  const there = (all ?? []).filter(({ ResourceStatus }) => ResourceStatus !== 'DELETE_COMPLETE')
  return new Map(
    there.flatMap(({ LogicalResourceId: name, PhysicalResourceId: id }) =>
      name === undefined || id === undefined ? [] : [[name, id]],
    ),
  )
}

/** Of everything that AWS calls invalid, this one has its own next step. General knowledge: AWS says it in words alone. */
const refuseUnknown =
  ({ isLocal }: Session, stack: string) =>
  (error: unknown): never => {
    const isUnknown = error instanceof Error && error.name === 'ValidationError' && /does not exist/.test(error.message)
    if (!isUnknown) throw error
    throw new Failure(
      `There is no stack${asNamed(stack)} ${isLocal ? 'in the local stack' : 'in this account and region'}`,
      isLocal
        ? 'leave out `--stack`: it runs one system, at the stage `local`'
        : 'check `--stage`, `--stack`, `--profile` and `--region`, or deploy it first with `scopes deploy`',
    )
  }
