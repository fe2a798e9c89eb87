/**
 * Objects that are made in full only when more of them is wanted than is known.
 *
 * Node loads its fetch implementation with the first `Request`, `Response` or `Headers`. That takes longer than a bare
 * function needs for its whole cold start, and most requests want of a `Request` its method, its address and a header.
 */

/**
 * What is known answers; with the first question for anything else the whole is made, and answers from then on.
 *
 * @param prototype what `instanceof` looks into; the whole's unless given
 */
export function lazily<T extends object>(known: Partial<T>, make: () => T, prototype?: object): T {
  let whole: T | undefined
  const made = () => (whole ??= make())
  // The cast is safe: what the target lacks comes from the whole.
  return new Proxy(known as T, {
    get: (target, name) => {
      // A promise looks whether what it is resolved with is another promise: none of these is.
      if (name === 'then') return undefined
      if (whole === undefined && Object.hasOwn(target, name)) return Reflect.get(target, name)
      const value: unknown = Reflect.get(made(), name, made())
      return typeof value === 'function' ? (value.bind(made()) as unknown) : value
    },
    set: (_, name, value) => Reflect.set(made(), name, value, made()),
    has: (_, name) => Reflect.has(made(), name),
    getPrototypeOf: () => prototype ?? Reflect.getPrototypeOf(made()),
  })
}

/** RFC 9110 §5.6.2. */
const token = /^[\w!#$%&'*+.^`|~-]+$/

/** The value without the white space around it, as `Headers` keeps it; `undefined` for a header that cannot be. */
export function headerValue(name: string, value: string): string | undefined {
  const text = value.replaceAll(/^[\t\n\r ]+|[\t\n\r ]+$/g, '')
  return token.test(name) && !/[\0\n\r]|[^\0-\xff]/.test(text) ? text : undefined
}
