import { expect, test } from 'vitest'
import { deployCommand, planCommand, revertCommand } from './commands.ts'

test('the change set is asked for in the same account and region, and never in the local stack', () => {
  const flags = () => ['--profile', 'my work', '--region', 'eu-central-1']
  expect(revertCommand('Scopegate', { session: { isLocal: false, flags } })).toBe(
    "aws cloudformation create-change-set --stack-name Scopegate --change-set-name revert-drift --use-previous-template --deployment-mode REVERT_DRIFT --capabilities CAPABILITY_IAM --profile 'my work' --region eu-central-1",
  )
  expect(revertCommand('Scopegate', { session: { isLocal: true, flags } })).toBeNull()
})

test('a command of ours asks where this one asked, and starts what runs', () => {
  const ownFlags = (command: string) =>
    command === 'start' ? ['--port', '9000'] : command === 'deploy' ? ['--stage', 'test'] : ['--directory', 'my stack']
  const session = { isLocal: true, flags: () => [], ownFlags }
  expect(planCommand({ session })).toBe("scopes plan --against deployed --directory 'my stack'")
  expect(deployCommand({ session })).toBe('scopes start --port 9000')
  expect(deployCommand({ session: { ...session, isLocal: false } })).toBe('scopes deploy --stage test')
})
