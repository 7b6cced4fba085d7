import { afterEach, expect, test } from 'vitest'
import { layoutDigest, messageIdOf, openMailer } from '../../notices/index.ts'
import type { MailSettings, Mailer } from '../../notices/index.ts'
import { readCalendar, valueOf } from './i-calendar.ts'
import { postOffice } from './post-office.ts'
import { digest, digestOf } from './sample.ts'

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close()
})

const from = { name: '大石桥市绩效考评办公室', address: 'kaoping@example.gov.cn' }

async function office(options?: Parameters<typeof postOffice>[0]) {
  const opened = await postOffice(options)
  closing.push(opened.close)
  return opened
}

function mailer(url: string, settings: Partial<MailSettings> = {}): Mailer {
  const opened = openMailer({ url, from, ...settings })
  closing.push(opened.close)
  return opened
}

test('a digest arrives as it was laid out: names, subject, both texts, calendars, Message-ID', async () => {
  const { url, arrived } = await office()
  const outcome = await mailer(url).send(digest())
  expect(outcome).toMatchObject({ kind: 'accepted', messageId: messageIdOf(digest().id) })
  const [{ mail, raw, ...envelope }] = arrived as [(typeof arrived)[0]]
  const layout = layoutDigest(digest(), { organizer: from })
  expect(envelope).toEqual({ from: from.address, to: ['zhangsan@hbj.example.gov.cn'] })
  expect(mail.from).toEqual(from)
  expect(mail.to).toEqual([{ name: '张三', address: 'zhangsan@hbj.example.gov.cn' }])
  expect(mail.subject).toBe(layout.subject)
  expect(mail.messageId).toBe(layout.messageId)
  expect(mail.text?.trimEnd()).toBe(layout.text.trimEnd())
  expect(mail.html?.trimEnd()).toBe(layout.html.trimEnd())
  expect(
    raw
      .toString('latin1')
      .split('\r\n')
      .filter((line) => line.length > 76),
  ).toEqual([])
})

test('the calendars arrive octet for octet, with names that a program can show', async () => {
  const { url, arrived } = await office()
  await mailer(url).send(digest())
  const layout = layoutDigest(digest(), { organizer: from })
  const { mail, raw } = arrived[0]!
  const octets = raw.toString('latin1').replaceAll('\r\n', '')
  for (const { content } of layout.calendars) expect(octets).toContain(Buffer.from(content).toString('base64'))
  const read = mail.attachments.map(({ filename, mimeType, content }) => ({ filename, mimeType, content: textOf(content) }))
  expect(read.map(({ filename, mimeType }) => [filename, mimeType])).toEqual(
    layout.calendars.map(({ filename }) => [filename, 'text/calendar']),
  )
  for (const { content } of read) expect(valueOf(readCalendar(content.replaceAll('\n', '\r\n')), 'METHOD')).toBe('PUBLISH')
})

/** The reader of mails gives the text of a calendar with bare line breaks. */
function textOf(content: string | ArrayBuffer | Uint8Array): string {
  return typeof content === 'string' ? content : new TextDecoder().decode(content)
}

test('machines are told not to answer', async () => {
  const { url, arrived } = await office()
  await mailer(url).send(digest())
  const headers = new Map(arrived[0]!.mail.headers.map(({ key, value }) => [key, value]))
  expect(headers.get('auto-submitted')).toBe('auto-generated')
  expect(headers.get('x-auto-response-suppress')).toBe('All')
})

test('a long Chinese subject is folded into encoded words and read back whole', async () => {
  const { url, arrived } = await office()
  const long = { ...digest(), cycle: { key: 'k', name: `${'关于印发绩效考评实施细则𠮷'.repeat(5)}` } }
  await mailer(url).send(long)
  expect(arrived[0]!.mail.subject).toBe(layoutDigest(long).subject)
  expect(arrived[0]!.mail.subject!.length).toBeGreaterThan(80)
})

test.each([
  ['a line break', '张三\r\nBcc: spy@example.com\r\n\r\nX'],
  ['an address in the name', '张三" <spy@example.com>, "X'],
  ['a list', '张三, spy@example.com'],
  ['encoded words', '=?utf-8?B?DQpCY2M6IHNweUBleGFtcGxlLmNvbQ==?='],
  ['a turn of direction', '张三\u202Emoc.elpmaxe@yps'],
])('a name with %s adds neither header nor recipient', async (_, name) => {
  const { url, arrived } = await office()
  const given = digestOf({ title: name })
  await mailer(url).send({ ...given, cycle: { key: name, name }, to: { ...given.to, name }, id: name })
  const [{ mail, to, raw }] = arrived as [(typeof arrived)[0]]
  expect(to).toEqual(['zhangsan@hbj.example.gov.cn'])
  expect(mail.to?.map(({ address }) => address)).toEqual(['zhangsan@hbj.example.gov.cn'])
  expect(mail.cc ?? mail.bcc).toBeUndefined()
  expect(raw.toString().split('\r\n\r\n')[0]).not.toMatch(/^Bcc:/im)
})

test.each(['', 'nobody', 'a@b, c@d', 'a@b\r\nRCPT TO:<c@d>', 'x <a@b>', '"a b"@c', 'a@b@c', 'a@', 'a\u200B@b'])(
  'what is no address is permanent, and nobody is called: %j',
  async (address) => {
    const outcome = await mailer('smtp://127.0.0.1:1').send(digest({ to: { name: '张三', address } }))
    expect(outcome).toMatchObject({ kind: 'permanent', blame: 'address' })
  },
)

test('two digests go side by side; after closing none goes', async () => {
  const { url, arrived } = await office()
  const open = openMailer({ url, from })
  const both = [open.send(digest({ id: 'a' })), open.send(digest({ id: 'b' }))]
  await open.close()
  expect(arrived.map(({ mail }) => mail.messageId).toSorted()).toEqual([messageIdOf('a'), messageIdOf('b')].toSorted())
  expect((await Promise.all(both)).map(({ kind }) => kind)).toEqual(['accepted', 'accepted'])
  await expect(open.send(digest())).rejects.toThrow('已关闭')
})

test('a digest that cannot be laid out is a mistake of the program and is thrown', async () => {
  await expect(mailer('smtp://127.0.0.1:1').send(digest({ items: [] }))).rejects.toThrow('at least one item')
})
