import { describe, expect, test } from 'vitest'
import { readCredentials } from './credentials.ts'

test.each([
  'Bearer abc.def-_~+/ghi==',
  'bearer abc.def-_~+/ghi==',
  'BEARER abc.def-_~+/ghi==',
  'Bearer   abc.def-_~+/ghi==',
])('%j is one Bearer token', (value) => {
  expect(readCredentials([value])).toEqual({ kind: 'bearer', token: 'abc.def-_~+/ghi==' })
})

describe('no Bearer credentials came with', () => {
  test.each([[[]], [['']], [['Basic YTpi']], [['DPoP abc']], [['abc.def.ghi']], [['Bearerabc']], [['Token bearers']]])(
    '%j',
    (values: string[]) => {
      expect(readCredentials(values)).toEqual({ kind: 'absent' })
    },
  )
})

describe('refused, because it is not exactly one Bearer token:', () => {
  test.each([
    'Bearer',
    'Bearer ',
    'Bearer a b',
    'Bearer a,Bearer b',
    'Bearer a, Bearer b',
    'Basic YTpi, Bearer a',
    'Bearer a, Basic YTpi',
    'Bearer a,b',
    'Bearer\ta',
    'Bearer a=b',
    'Bearer "a"',
    'Bearer é',
    'Bearer realm="x"',
    ' Bearer a',
    'Bearer a ',
    'Bearer a\nBearer b',
  ])('%j', (value) => {
    expect(readCredentials([value])).toEqual({ kind: 'malformed', fault: 'not_one_token' })
  })

  test.each([[['Bearer a', 'Bearer b']], [['Bearer a', 'Bearer a']], [['Basic YTpi', 'Bearer a']], [['', '']]])(
    'two headers %j',
    (values: string[]) => {
      expect(readCredentials(values)).toEqual({ kind: 'malformed', fault: 'repeated' })
    },
  )
})
