import type { Socket } from 'node:net'
import { afterEach, expect, test, vi } from 'vitest'
import { openMailer } from '../../notices/index.ts'
import type { MailSettings, NoticeItem } from '../../notices/index.ts'
import { postOffice, scriptedServer } from './post-office.ts'
import type { Script } from './post-office.ts'
import { digest } from './sample.ts'

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  vi.restoreAllMocks()
  for (const close of closing.splice(0).toReversed()) await close()
})

const timeouts = { connect: 2000, greeting: 300, silence: 300, whole: 1500 }

function send(url: string, settings: Partial<MailSettings> = {}, given = digest()) {
  const mailer = openMailer({ url, from: { name: '考评办', address: 'kaoping@example.gov.cn' }, timeouts, ...settings })
  closing.push(mailer.close)
  return mailer.send(given)
}

async function byHand(script: Script) {
  const server = await scriptedServer(script)
  closing.push(server.close)
  return server
}

const refusal = (responseCode: number, text: string) => Object.assign(new Error(text), { responseCode })

test.each([
  [550, 'permanent', 'no such user'],
  [552, 'permanent', 'mailbox full'],
  [451, 'transient', 'greylisted, come back later'],
  [452, 'transient', 'insufficient storage'],
])('a recipient refused with %i is %s', async (code, kind, text) => {
  const office = await postOffice({ onRcptTo: (_address, _session, done) => done(refusal(code, text)) })
  closing.push(office.close)
  const outcome = await send(office.url)
  expect(outcome).toMatchObject({ kind, blame: 'address' })
  expect(outcome.kind !== 'accepted' && outcome.reason).toContain(`${code} ${text}`)
  expect(office.arrived).toEqual([])
})

test('greylisting passes at the second attempt, with the same Message-ID', async () => {
  let attempts = 0
  const office = await postOffice({ onRcptTo: (_address, _session, done) => done(attempts++ === 0 ? refusal(451, 'later') : null) })
  closing.push(office.close)
  const [first, second] = [await send(office.url), await send(office.url)]
  expect([first.kind, second.kind]).toEqual(['transient', 'accepted'])
  expect(second.messageId).toBe(first.messageId)
  expect(office.arrived.map(({ mail }) => mail.messageId)).toEqual([first.messageId])
})

test.each([
  [554, 'permanent', 'looks like spam'],
  [552, 'permanent', 'larger than we take'],
  [451, 'transient', 'scanner is busy'],
])('a message refused with %i after its last octet is %s: the server did answer', async (code, kind, text) => {
  const onData: NonNullable<Parameters<typeof postOffice>[0]>['onData'] = (stream, _session, done) => {
    stream.resume().on('end', () => done(refusal(code, text)))
  }
  const office = await postOffice({ onData })
  closing.push(office.close)
  expect(await send(office.url)).toMatchObject({ kind, blame: 'message' })
})

test('our own sender refused: the mail waits until somebody repairs the settings', async () => {
  const office = await postOffice({ onMailFrom: (_address, _session, done) => done(refusal(550, 'sender unknown')) })
  closing.push(office.close)
  expect(await send(office.url)).toMatchObject({ kind: 'transient', blame: 'setup' })
})

test('a wrong password: the same', async () => {
  const office = await postOffice({
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    onAuth: (_auth, _session, done) => done(new Error('no')),
  })
  closing.push(office.close)
  expect(await send(office.url.replace('//', '//office:wrong@'))).toMatchObject({ kind: 'transient', blame: 'setup' })
})

test('nobody listens: transient', async () => {
  expect(await send('smtp://127.0.0.1:1')).toMatchObject({ kind: 'transient', blame: 'server' })
})

test.each<[string, string, Script]>([
  ['closes at once', 'transient', { greeting: (socket) => socket.destroy() }],
  ['never greets', 'transient', { greeting: () => undefined }],
  ['greets with 554', 'transient', { greeting: (socket) => socket.end('554 go away\r\n') }],
  ['breaks off at DATA', 'transient', { data: (socket) => socket.destroy() }],
  ['falls silent at DATA', 'transient', { data: () => undefined }],
  ['breaks off after the last octet', 'unknown', { afterDot: (socket) => socket.destroy() }],
  ['resets after the last octet', 'unknown', { afterDot: (socket) => socket.resetAndDestroy() }],
  ['falls silent after the last octet', 'unknown', { afterDot: () => undefined }],
  ['answers nonsense after the last octet', 'unknown', { afterDot: (socket) => socket.end('what?\r\n') }],
  ['answers half a word after the last octet', 'unknown', { afterDot: (socket) => socket.end('25') }],
  ['shuts down (421) instead of taking it', 'transient', { afterDot: (socket) => socket.end('421 shutting down\r\n') }],
])('a server that %s: %s, and it is called once', async (_, kind, script) => {
  const server = await byHand(script)
  expect(await send(server.url)).toMatchObject({ kind })
  expect(server.connections()).toBe(1)
})

test('the connection breaks in the middle of a long message: it was not taken, transient', async () => {
  const server = await byHand({
    data: (socket) => {
      socket.pause()
      socket.write('354 go on\r\n')
      setTimeout(() => socket.destroy(), 150)
    },
  })
  const items = Array.from({ length: 1500 }, (_, at): NoticeItem => ({
    id: `n${at}`,
    kind: 'decided',
    title: '任务',
    detail: '长'.repeat(2000),
  }))
  expect(await send(server.url, { timeouts: { ...timeouts, silence: 5000, whole: 10_000 } }, digest({ items }))).toMatchObject({
    kind: 'transient',
  })
})

test('a server that drips a continued answer is cut off by the time for the whole', async () => {
  const drip = (socket: Socket) => {
    const timer = setInterval(() => socket.write('250-still thinking\r\n'), 100)
    socket.on('close', () => clearInterval(timer))
  }
  const before = await byHand({ data: drip })
  expect(await send(before.url)).toMatchObject({ kind: 'transient' })
  const after = await byHand({ afterDot: drip })
  expect(await send(after.url)).toMatchObject({ kind: 'unknown' })
})

test('a slow server within the times is simply slow', async () => {
  const slowly = <T extends unknown[]>(...given: [...T, (error?: null) => void]) => void setTimeout(given.at(-1) as () => void, 150)
  const office = await postOffice({ onConnect: slowly, onMailFrom: slowly, onRcptTo: slowly })
  closing.push(office.close)
  expect(await send(office.url)).toMatchObject({ kind: 'accepted' })
})

test('STARTTLS required and not offered: nothing is said in the clear', async () => {
  const office = await postOffice()
  closing.push(office.close)
  expect(await send(office.url, { tls: 'required' })).toMatchObject({ kind: 'transient', blame: 'setup' })
  expect(office.arrived).toEqual([])
})

test('a certificate that nobody vouches for is refused', async () => {
  vi.spyOn(console, 'error').mockReturnValue() // smtp-server warns of its own certificate
  const office = await postOffice({ disabledCommands: ['AUTH'] })
  closing.push(office.close)
  expect(await send(office.url)).toMatchObject({ kind: 'transient', blame: 'setup' })
  expect(office.arrived).toEqual([])
})
