import { expect, test } from 'vitest'
import { failureOf } from '../../notices/outcome.ts'

const failure = (code: string, command?: string, responseCode?: number) =>
  Object.assign(new Error(code), {
    code,
    ...(command === undefined ? {} : { command }),
    ...(responseCode === undefined ? {} : { responseCode, permanent: responseCode >= 500 && responseCode !== 503 }),
  })

test.each([
  ['EENVELOPE', 'RCPT TO', 550, 'permanent', 'address'],
  ['EENVELOPE', 'RCPT TO', 450, 'transient', 'address'],
  ['EENVELOPE', 'RCPT TO', 503, 'transient', 'address'],
  ['EENVELOPE', 'API', undefined, 'permanent', 'address'],
  ['EENVELOPE', 'MAIL FROM', 550, 'transient', 'setup'],
  ['EENVELOPE', 'DATA', 554, 'permanent', 'message'],
  ['EAUTH', 'AUTH PLAIN', 535, 'transient', 'setup'],
  ['EAUTH', 'API', undefined, 'transient', 'setup'],
  ['ETLS', 'STARTTLS', 454, 'transient', 'setup'],
  ['ECONNECTION', 'CONN', undefined, 'transient', 'server'],
  ['EPROTOCOL', 'CONN', 554, 'transient', 'server'],
  ['EDNS', 'CONN', undefined, 'transient', 'server'],
  ['ETIMEDOUT', 'CONN', undefined, 'transient', 'server'],
  ['EABORT', undefined, undefined, 'transient', 'server'],
] as const)('%s at %s with %s is %s, %s', (code, command, responseCode, kind, blame) => {
  expect(failureOf(failure(code, command, responseCode), false)).toEqual({ kind, blame })
})

test.each(['ECONNECTION', 'ETIMEDOUT', 'EABORT', 'ESOCKET', 'EMESSAGE'])(
  '%s without an answer, after the whole message, is unknown',
  (code) => {
    expect(failureOf(failure(code, 'CONN'), true)).toEqual({ kind: 'unknown', blame: 'server' })
  },
)

test('an answer settles it, also after the whole message', () => {
  expect(failureOf(failure('EMESSAGE', 'DATA', 554), true)).toEqual({ kind: 'permanent', blame: 'message' })
  expect(failureOf(failure('EMESSAGE', 'DATA', 451), true)).toEqual({ kind: 'transient', blame: 'message' })
  expect(failureOf(failure('EMESSAGE', 'DATA', 354), true)).toEqual({ kind: 'unknown', blame: 'server' })
})
