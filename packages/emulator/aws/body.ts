/** The bodies that the emulated APIs read. */
import type { MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'

/** In bytes. Ours: none of the calls but DynamoDB's is nearly as large. */
const usual = 128 * 1024

/** Refuses a larger body with 413. Unknown: the words of AWS, whose own limits are higher. */
export const limitedBody = (maxSize = usual): MiddlewareHandler =>
  bodyLimit({
    maxSize,
    onError: (c) =>
      c.json({ __type: 'RequestEntityTooLarge', message: `The body is larger than ${maxSize} bytes` }, 413, {
        'x-amzn-errortype': 'RequestEntityTooLarge',
      }),
  })
