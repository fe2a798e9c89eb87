/** Tells a person when functions fail: people who cannot sign in, and requests without an answer. */
import { Duration } from 'aws-cdk-lib'
import { Alarm, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch'
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions'
import type { IFunction } from 'aws-cdk-lib/aws-lambda'
import { Topic } from 'aws-cdk-lib/aws-sns'
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions'
import { Construct } from 'constructs'

export interface AlarmsProps {
  /** Gets an e-mail, once its owner has confirmed that. */
  readonly address: string
  readonly functions: ReadonlyMap<string, IFunction>
}

export class Alarms extends Construct {
  /** What a team's own alarms may use as well. */
  readonly topic: Topic

  constructor(scope: Construct, id: string, { address, functions }: AlarmsProps) {
    super(scope, id)
    this.topic = new Topic(this, 'Topic')
    this.topic.addSubscription(new EmailSubscription(address))
    for (const [name, failing] of functions) {
      new Alarm(this, name, {
        alarmDescription: `The function ${name} fails: its log has why`,
        metric: failing.metricErrors({ period: Duration.minutes(5) }),
        // A refused sign-in counts as an error too, and a single one should wake no one.
        threshold: 5,
        evaluationPeriods: 1,
        treatMissingData: TreatMissingData.NOT_BREACHING,
      }).addAlarmAction(new SnsAction(this.topic))
    }
  }
}
