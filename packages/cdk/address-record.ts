/** The DNS record of a domain of the team's own, where its zone is in Route 53. */
import type { CustomDomain } from '@scopegate/contract'
import { ARecord, HostedZone, type IAliasRecordTarget, RecordTarget } from 'aws-cdk-lib/aws-route53'
import type { Construct } from 'constructs'

/** Adds the record; nothing for a domain whose zone is elsewhere. */
export function addressRecord(scope: Construct, domain: CustomDomain, target: IAliasRecordTarget): void {
  const { domainName, hostedZone } = domain
  if (hostedZone === undefined) return
  new ARecord(scope, 'Record', {
    zone: HostedZone.fromHostedZoneAttributes(scope, 'Zone', {
      hostedZoneId: hostedZone.id,
      zoneName: hostedZone.name,
    }),
    // With the dot at the end a name is whole: the zone's is not put behind it.
    recordName: `${domainName}.`,
    target: RecordTarget.fromAlias(target),
  })
}
