/** The constructs: pools, clients, triggers, APIs, functions and tables from a contract and a stage. */
export {
  createApp,
  DeployRefused,
  type Extend,
  runApp,
  type SynthesizeProps,
  type SystemProps,
  synthesize,
} from './app.ts'
export { ScopegateStacks, type ScopegateStacksProps } from './stacks.ts'
