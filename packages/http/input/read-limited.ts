/** Reads a stream up to a limit. Counts what really comes: a declared length may be missing or a lie. */

/** The bytes; `undefined` when there are more than the limit, and then the rest is not read. */
export async function readLimited(
  stream: ReadableStream<Uint8Array> | null,
  maximumBytes: number,
): Promise<Uint8Array | undefined> {
  const reader = stream?.getReader()
  if (reader === undefined) return new Uint8Array()
  const chunks: Uint8Array[] = []
  let size = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return Buffer.concat(chunks)
    size += value.byteLength
    if (size > maximumBytes) {
      // Not awaited: the answer must not depend on how the other side takes it.
      reader.cancel().catch(() => undefined)
      return undefined
    }
    chunks.push(value)
  }
}
