/** Answers that can be kept and given again. */

/** The status, the headers that matter and the body of a success. */
export interface Answer {
  readonly status: 200 | 201
  readonly headers: Readonly<Record<string, string>>
  /** JSON text, kept as it was sent. */
  readonly body: string
}

/** An answer with a JSON body. */
export const jsonAnswer = (status: Answer['status'], body: unknown, headers: Answer['headers'] = {}): Answer => ({
  status,
  headers,
  body: JSON.stringify(body),
})

/** The HTTP response; a replayed one says so. */
export const toResponse = ({ answer, replayed }: { readonly answer: Answer; readonly replayed: boolean }): Response =>
  new Response(answer.body, {
    status: answer.status,
    headers: {
      'content-type': 'application/json',
      ...answer.headers,
      ...(replayed ? { 'idempotency-replayed': 'true' } : {}),
    },
  })
