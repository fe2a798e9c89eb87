/** One world for a test file, put back into its first state before each test. */
import { afterAll, beforeAll, beforeEach } from 'vitest'
import { answering, startWorld, type World } from './world.ts'

/** Starts a world before the file's tests and hands it over; stops it after them. */
export function givenWorld(take: (world: World) => void): void {
  let world: World | undefined
  beforeAll(async () => {
    world = await startWorld()
    take(world)
  })
  beforeEach(() => {
    if (world === undefined) return
    world.trigger = answering(null)
    world.now = Date.now()
    world.events.length = 0
    world.lines.length = 0
  })
  afterAll(() => world?.stop())
}
