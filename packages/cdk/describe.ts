/** Marks a resource with what it is in the contract, for readers of the template. */
import type { CfnResource } from 'aws-cdk-lib'
import type { IConstruct } from 'constructs'

/** A class of CloudFormation resources, such as `CfnUserPool`. */
type ResourceClass<R extends CfnResource> = abstract new (...args: never[]) => R

/** The one CloudFormation resource behind a construct. Throws when CDK has put something else there. */
export function resourceOf<R extends CfnResource>(construct: IConstruct, type: ResourceClass<R>): R {
  const resource = construct.node.defaultChild
  if (!(resource instanceof type)) throw new Error(`\`${construct.node.path}\` is not backed by a ${type.name}`)
  return resource
}

/** Writes entries into the resource's `Metadata`. Only literals: CloudFormation resolves nothing for a reader of the file. */
export function describe(
  construct: IConstruct,
  type: ResourceClass<CfnResource>,
  entries: Readonly<Record<string, string | readonly string[]>>,
): void {
  const resource = resourceOf(construct, type)
  for (const [key, value] of Object.entries(entries)) resource.addMetadata(key, value)
}
