import { startDeadline } from '@scopegate/http/outbound/deadline'
import { expect, test } from 'vitest'
import { backOff } from './backoff.ts'

test('backOff() gives up instead of outliving the deadline', async () => {
  const deadline = startDeadline(5)
  const giveUp = async () => {
    for (let tries = 0; tries < 1000; tries += 1) await backOff(deadline, tries, () => new RangeError('over'))
  }
  await expect(giveUp()).rejects.toThrow('over')
})
