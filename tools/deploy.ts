/**
 * `pnpm run deploy`: refuses, as long as the system has no stage but `local`, which is the emulator's.
 *
 * @module
 */
process.stderr.write('Cannot deploy: infra/stages.ts has no stage but `local`, which is the emulator’s. Add one\n')
process.exitCode = 1
