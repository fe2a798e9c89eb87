#!/usr/bin/env node
/**
 * `scopes`: the composition root of the command line.
 *
 * @module
 */
import { text } from 'node:stream/consumers'
import { runScopes } from './program/program.ts'

// A reader of the first lines alone (`| head`) closes the pipe; that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
})

process.exitCode = await runScopes(process.argv.slice(2), {
  out: (answer) => process.stdout.write(answer),
  err: (commentary) => process.stderr.write(commentary),
  interactive: process.stdout.isTTY,
  stdin: () => text(process.stdin),
  environment: process.env,
  now: Date.now,
  folder: process.cwd(),
})
