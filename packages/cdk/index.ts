/**
 * The constructs: pools, clients, triggers, APIs, functions and tables from a contract and a stage.
 *
 * @module
 */
export { createApp, type Extend, runApp, type SynthesizeProps, type SystemProps, synthesize } from './app.ts'
export { DeployRefused } from './deploy-refusal.ts'
export { ScopegateStacks, type ScopegateStacksProps } from './stacks.ts'
