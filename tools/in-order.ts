/**
 * Steps of which each needs the one before.
 *
 * @module
 */

/** Does something and resolves with its exit code. */
export type Step = () => Promise<number>

/** Takes the steps in order up to the first that fails, and resolves with its exit code; 0 when all succeed. */
export async function inOrder(...steps: readonly Step[]): Promise<number> {
  for (const step of steps) {
    const code = await step()
    if (code !== 0) return code
  }
  return 0
}
