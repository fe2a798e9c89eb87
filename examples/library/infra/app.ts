/**
 * The CDK app. Add constructs of your own beside the product's; what opens a way in has to stand in the contract's `allowed`.
 */
import { dirname } from 'node:path'
import { runApp } from '@scopegate/cdk'
import { Alarm } from 'aws-cdk-lib/aws-cloudwatch'
import { Queue } from 'aws-cdk-lib/aws-sqs'
import { contract } from '../scopes/contract.ts'
import { stages } from './stages.ts'

runApp({ contract, stages, root: dirname(import.meta.dirname) }, ({ main, functions }) => {
  // Opens a way out of the service: the contract's `allowed` names it, its variable and its permission.
  const reminders = new Queue(main, 'Reminders', { enforceSSL: false })
  functions.books.addEnvironment('REMINDERS_QUEUE', reminders.queueUrl)
  reminders.grant(functions.books, 'sqs:SendMessage')
  // Opens no way in: needs no leave.
  new Alarm(main, 'RemindersWait', {
    metric: reminders.metricApproximateAgeOfOldestMessage(),
    threshold: 3600,
    evaluationPeriods: 1,
    alarmDescription: 'Reminders wait for more than an hour',
  })
})
