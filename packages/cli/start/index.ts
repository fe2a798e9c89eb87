/** `start`: a system in the emulator, with demo users, sample data and a tour. */
export { stopStackIn } from '@scopegate/emulator'
export { endInOrder } from './ending.ts'
export { redirectsFrom } from './redirects.ts'
export { type StartOptions, startSystem } from './start-system.ts'
export { type StartableSystem, startable, startableSystem } from './system.ts'
export { renderTour } from './tour.ts'
export { type TourLine, tourLines } from './tour-lines.ts'
