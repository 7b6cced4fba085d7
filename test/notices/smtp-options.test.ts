import { expect, test } from 'vitest'
import { smtpOptions } from '../../notices/smtp-options.ts'

const from = { name: '考评办', address: 'kaoping@example.gov.cn' }

test('smtps is TLS from the start, smtp asks for STARTTLS; certificates are always checked', () => {
  expect(smtpOptions({ url: 'smtps://mail.example.gov.cn', from })).toMatchObject({
    host: 'mail.example.gov.cn',
    port: 465,
    secure: true,
    requireTLS: false,
  })
  expect(smtpOptions({ url: 'smtp://mail.example.gov.cn', from })).toMatchObject({ port: 587, secure: false, requireTLS: true })
  expect(smtpOptions({ url: 'smtp://10.0.0.9:25', from, tls: 'offered' })).toMatchObject({ port: 25, requireTLS: false })
  expect(smtpOptions({ url: 'smtp://[::1]:25', from })).toMatchObject({ host: '::1', requireTLS: false })
  for (const tls of ['required', 'offered'] as const) {
    const options = smtpOptions({ url: 'smtp://mail.example.gov.cn', from, tls, ca: 'PEM' })
    expect(options.tls).toEqual({ minVersion: 'TLSv1.2', rejectUnauthorized: true, ca: 'PEM' })
    expect(options).not.toHaveProperty('opportunisticTLS')
  }
})

test('user and password are decoded, a bare percent sign stays', () => {
  const options = smtpOptions({ url: 'smtps://kaoping%40example.gov.cn:100%25%E5%AF%86%zz@mail.example.gov.cn', from })
  expect(options.auth).toEqual({ user: 'kaoping@example.gov.cn', pass: '100%密%zz' })
})

test('a password never goes out in the clear, except within this computer', () => {
  expect(() => smtpOptions({ url: 'smtp://u:p@mail.example.gov.cn', from, tls: 'offered' })).toThrow('不安全')
  expect(smtpOptions({ url: 'smtp://u:p@127.0.0.1:25', from }).auth).toEqual({ user: 'u', pass: 'p' })
})

test.each(['mail.example.gov.cn', 'http://mail', 'smtp://', 'smtp://host/path', 'smtps://u:secret@host:99999', ''])(
  'what is no SMTP address is refused without telling the password: %j',
  (url) => {
    expect(() => smtpOptions({ url, from })).toThrow('SMTP_URL 应写作')
    expect(() => smtpOptions({ url, from })).not.toThrow('secret')
  },
)

test('options in the query are refused: one of them turns the check of certificates off', () => {
  expect(() => smtpOptions({ url: 'smtps://host?tls.rejectUnauthorized=false', from })).toThrow('不接受参数')
})

test('the sender is one plain address', () => {
  expect(() => smtpOptions({ url: 'smtps://host', from: { name: '', address: 'a@b, c@d' } })).toThrow('发件人地址')
})

test('every wait is bounded, also when some times are given', () => {
  const options = smtpOptions({ url: 'smtps://host', from, timeouts: { silence: 5 } })
  expect(options).toMatchObject({
    connectionTimeout: 15_000,
    dnsTimeout: 15_000,
    greetingTimeout: 30_000,
    socketTimeout: 5,
    wholeTimeout: 180_000,
  })
})
