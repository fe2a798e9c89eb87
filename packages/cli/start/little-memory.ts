/**
 * Begins this process anew, by the same id, so that it takes little memory. The C library would give each of the functions'
 * threads a heap of its own, and keeps what a thread has left; it reads its settings only when a program begins. Half of what
 * the stack held were such heaps.
 */
const settings = { MALLOC_ARENA_MAX: '2' }
const flags = ['--max-semi-space-size=4']

/** Returns where that is done already, was set by the user, or does not help. */
export function withLittleMemory(): void {
  const { execArgv, argv, env, execPath, platform } = process
  if (platform !== 'linux' || process.execve === undefined || 'MALLOC_ARENA_MAX' in env) return
  // That it is experimental is no news for who starts a stack.
  process.emitWarning = () => {}
  process.execve(execPath, [execPath, ...flags, ...execArgv, ...argv.slice(1)], { ...env, ...settings })
}
