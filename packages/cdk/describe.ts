/** What stands behind a construct in the template, and what is written there for readers of it. */
import type { CfnResource } from 'aws-cdk-lib'
import type { IConstruct } from 'constructs'

type Type<Resource> = abstract new (...args: never[]) => Resource

/** The resource behind the construct. */
export function resourceOf<Resource extends CfnResource>(construct: IConstruct, type: Type<Resource>): Resource {
  const resource = construct.node.defaultChild
  if (!(resource instanceof type)) throw new Error(`\`${construct.node.path}\` is not backed by a ${type.name}`)
  return resource
}

/** Writes entries into the resource's `Metadata`. Only literals: CloudFormation resolves nothing for a reader of the file. */
export function describe(
  construct: IConstruct,
  type: Type<CfnResource>,
  entries: Readonly<Record<string, string | readonly string[]>>,
): void {
  for (const [key, value] of Object.entries(entries)) resourceOf(construct, type).addMetadata(key, value)
}
