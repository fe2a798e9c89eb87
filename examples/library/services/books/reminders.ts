/** Reminders: messages to a queue that another team reads. */
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { attempt } from '@scopegate/http/outbound/attempt'
import { startDeadline } from '@scopegate/http/outbound/deadline'
import { clientLimits } from '@scopegate/http/outbound/limits'

/** What a reminder says. */
export interface Reminder {
  readonly org: string
  readonly book: string
  readonly reader: string
  /** The day on which the book is due, as `2026-12-24`. */
  readonly due: string
}

/** Sends one. Throws `dependency_unavailable` when the queue is out. */
export type Remind = (reminder: Reminder) => Promise<void>

export function remindThrough(queue: string): Remind {
  const client = new SQSClient(clientLimits)
  return async (reminder) => {
    const message = new SendMessageCommand({ QueueUrl: queue, MessageBody: JSON.stringify(reminder) })
    await attempt(startDeadline(), (abortSignal) => client.send(message, { abortSignal }))
  }
}
