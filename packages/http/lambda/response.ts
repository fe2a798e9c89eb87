/** `Response` for a process that answers a gateway: one of JSON is kept as it was given until more of it is wanted. */
import { headerValue, lazily } from './lazily.ts'

/** An answer that a gateway can take as it is. */
export interface PlainAnswer {
  readonly status: number
  /** By their names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

const light = new WeakSet()

/** Those that nobody has looked into, and so cannot have changed. */
const plain = new WeakMap<object, PlainAnswer>()

/** The answer that the response is made of; `undefined` for one that may hold anything. */
export const plainAnswer = (response: Response): PlainAnswer | undefined => plain.get(response)

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype

const json = /^application\/(?:problem\+)?json *(?:;|$)/

/** `undefined` for what is left to the real one: other content, more than plain headers, anything that it might refuse. */
function understood(body: unknown, init: unknown): PlainAnswer | undefined {
  if (typeof body !== 'string' || !isRecord(init) || init['statusText'] !== undefined) return undefined
  const { status = 200, headers: given } = init
  // Below 200 and with these no body may come (Fetch, "null body status").
  const holdsBody = typeof status === 'number' && status >= 200 && status <= 599 && ![204, 205, 304].includes(status)
  if (!holdsBody || !Number.isInteger(status) || !isRecord(given)) return undefined
  const headers: Record<string, string> = {}
  for (const [name, value] of Object.entries(given)) {
    const key = name.toLowerCase()
    const text = typeof value === 'string' ? headerValue(name, value) : undefined
    if (text === undefined || key === 'set-cookie' || key === 'content-encoding' || key in headers) return undefined
    headers[key] = text
  }
  return json.test(headers['content-type'] ?? '') ? { status, headers, body: body.toWellFormed() } : undefined
}

const isResponse = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && (light.has(value) || value instanceof globalThis.Response)

/**
 * Stands for the global `Response`, which it asks for whatever is not understood, and only then: classes that extend it,
 * what it has of its own, `instanceof`.
 */
export const LightResponse: typeof Response = new Proxy(function () {} as unknown as typeof Response, {
  construct: (_, given: ConstructorParameters<typeof Response>, target) => {
    // The casts are safe: that is what the class makes.
    const make = () => Reflect.construct(globalThis.Response, given, target) as Response
    if (target !== LightResponse) return make()
    const whole = () => new globalThis.Response(...given)
    const answer = understood(...given)
    if (answer === undefined) return whole()
    const look = () => {
      plain.delete(response)
      return whole()
    }
    // Hono asks of each whether it is a promise: the whole need not be made for that.
    const response = lazily<Response>({ status: answer.status }, look, Object.prototype)
    light.add(response)
    plain.set(response, answer)
    return response
  },
  get: (_, name) => (name === Symbol.hasInstance ? isResponse : Reflect.get(globalThis.Response, name)) as unknown,
  has: (_, name) => Reflect.has(globalThis.Response, name),
})

// The bundler reads `Response` as this, in all of a function's code: Node's own property is loaded by whatever touches it,
// also by taking its place.
Object.assign(globalThis, { scopegateResponse: LightResponse })
