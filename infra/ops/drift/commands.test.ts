import { expect, test } from 'vitest'
import { revertCommand } from './commands.ts'

test('the change set is asked for in the same account and region, and never in the local stack', () => {
  const flags = () => ['--profile', 'my work', '--region', 'eu-central-1']
  expect(revertCommand('Scopegate', { session: { isLocal: false, flags } })).toBe(
    "aws cloudformation create-change-set --stack-name Scopegate --change-set-name revert-drift --use-previous-template --deployment-mode REVERT_DRIFT --capabilities CAPABILITY_IAM --profile 'my work' --region eu-central-1",
  )
  expect(revertCommand('Scopegate', { session: { isLocal: true, flags } })).toBeNull()
})
