/** Writes down which files a CDK app was made from: those that its process loads, and those that go into its functions. */

/** Runs in the app's process, before the app. So it refers to nothing that stands around it. */
function record(to: string): void {
  const { registerHooks } = process.getBuiltinModule('node:module')
  const { fileURLToPath } = process.getBuiltinModule('node:url')
  const { writeFileSync } = process.getBuiltinModule('node:fs')
  const { subscribe } = process.getBuiltinModule('node:diagnostics_channel')
  const files = new Set<string>()
  let tellsBundles = false
  registerHooks({
    load: (url, context, next) => {
      if (url.startsWith('file:')) files.add(fileURLToPath(url))
      return next(url, context)
    },
  })
  subscribe('scopegate:bundled', (inputs) => {
    tellsBundles = true
    // Safe: what our bundler publishes.
    for (const file of inputs as readonly string[]) files.add(file)
  })
  process.on('exit', () => {
    // Without them, the list would not be whole.
    if (tellsBundles) writeFileSync(to, JSON.stringify([...files].sort()), { mode: 0o600 })
  })
}

/** Options of Node that let a program leave the list in the file. */
export const recording = (to: string): readonly string[] => [
  '--import',
  `data:text/javascript,${encodeURIComponent(`(${record.toString()})(${JSON.stringify(to)})`)}`,
]
