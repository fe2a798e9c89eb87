/** Marks a resource with what it is in the contract, for readers of the template. */
import type { CfnResource } from 'aws-cdk-lib'
import type { IConstruct } from 'constructs'

/** Writes entries into the resource's `Metadata`. Only literals: CloudFormation resolves nothing for a reader of the file. */
export function describe(
  construct: IConstruct,
  type: abstract new (...args: never[]) => CfnResource,
  entries: Readonly<Record<string, string | readonly string[]>>,
): void {
  const resource = construct.node.defaultChild
  if (!(resource instanceof type)) throw new Error(`\`${construct.node.path}\` is not backed by a ${type.name}`)
  for (const [key, value] of Object.entries(entries)) resource.addMetadata(key, value)
}
