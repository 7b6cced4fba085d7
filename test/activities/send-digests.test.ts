import pg from 'pg'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { holdRound } from '../../activities/hold-round.ts'
import { sendDigests } from '../../activities/send-digests.ts'
import { openMailer, type Mailer } from '../../notices/index.ts'
import { cycleClock } from '../../records/clock.ts'
import { openDatabase } from '../../records/database.ts'
import { postOffice, scriptedServer } from '../notices/post-office.ts'
import { cuttingProxy } from '../support/cutting-proxy.ts'
import { liaison, openYear, smallPack, useDatabase, type Year } from '../support/small-pack/year.ts'

const base = useDatabase()
const decided = smallPack((files) => {
  files['assumptions.yaml'] = files['assumptions.yaml']!.replace('decided: null', 'decided: { by: 考核办, document: 文1, on: 2017-01-05 }')
})
const from = { name: '考核办', address: 'kaohe@example.gov.cn' }
const morning = '2017-03-27T00:30:00.000Z'

const closing: (() => Promise<unknown>)[] = []
const mailerTo = (url: string): Mailer => {
  const mailer = openMailer({ url, from })
  closing.push(mailer.close)
  return mailer
}
const server = async (options?: Parameters<typeof postOffice>[0]) => {
  const opened = await postOffice(options)
  closing.push(opened.close)
  return opened
}
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close()
})

let year: Year
/** The declaration has opened; 甲局 and 乙局 have a digest, and only 甲局 a mailbox. */
beforeEach(async () => {
  year = await openYear(base, { kind: 'live', pack: decided })
  await year.openNow('declaration')
  await base.database
    .updateTable('post')
    .set({ name: '张三', mail: 'zhang@example.gov.cn' })
    .where('cycle', '=', year.cycle)
    .where('key', '=', liaison('甲局'))
    .execute()
  await holdRound(base.database, async () => morning, year.cycle, true)
})
const send = (mailer: Mailer | undefined, now = morning) => sendDigests(base.database, async () => now, year.cycle, mailer)
async function digest(unit = '甲局') {
  return base.database
    .selectFrom('digest')
    .selectAll()
    .where('cycle', '=', year.cycle)
    .where('post', '=', liaison(unit))
    .executeTakeFirstOrThrow()
}

describe('a server that takes what it is given', () => {
  test('gets each digest once, however often it is sent', async () => {
    const { url, arrived } = await server()
    await send(mailerTo(url))
    await send(mailerTo(url), '2017-03-28T00:30:00.000Z')
    expect(arrived.map(({ from: sender, to }) => [sender, to])).toEqual([['kaohe@example.gov.cn', ['zhang@example.gov.cn']]])
    expect(arrived[0]?.mail.text).toContain('declaration：甲局')
    expect(arrived[0]?.mail.to).toEqual([{ name: '张三', address: 'zhang@example.gov.cn' }])
    expect(await digest()).toMatchObject({ state: 'sent', attempts: 1, message: arrived[0]?.mail.messageId })
  })

  test('has taken it when the database is away for a moment: what became of the letter is written down when that is back', async () => {
    const owner = new pg.Client({ connectionString: base.url })
    await owner.connect()
    closing.push(() => owner.end())
    const { url, arrived } = await server({
      onMailFrom: (_address, _session, done) => {
        void owner.query('revoke update (state) on digest from niankao_app').then(() => done())
        setTimeout(() => void owner.query('grant update (state) on digest to niankao_app'), 1_500)
      },
    })
    await send(mailerTo(url))
    expect(arrived).toHaveLength(1)
    expect(await digest()).toMatchObject({ state: 'sent', attempts: 1, message: arrived[0]?.mail.messageId })
  })

  test('has not got it when the answer to the mark of a letter was lost: the mark is taken back, and the letter goes with the next attempt', async () => {
    const { url, arrived } = await server()
    const mailer = mailerTo(url)
    const proxy = await cuttingProxy(base.url, 'update "digest" set "state" = $1, "attempts" = $2')
    const through = openDatabase(proxy.url, { max: 1 })
    closing.push(proxy.close, () => through.destroy())
    const attempt = () => sendDigests(through, async () => morning, year.cycle, mailer)
    await expect(attempt()).rejects.toThrow(/terminated/)
    expect(proxy.cuts()).toBe(1)
    expect(arrived).toEqual([])
    expect(await digest()).toMatchObject({ state: 'waiting', attempts: 1 }) // it had been marked: one attempt counts
    await attempt()
    expect(arrived).toHaveLength(1)
    expect(await digest()).toMatchObject({ state: 'sent', attempts: 2 })
  })

  test('gets it once also from two that send at the same moment', async () => {
    await base.database
      .updateTable('post')
      .set({ mail: 'li@example.gov.cn' })
      .where('cycle', '=', year.cycle)
      .where('key', '=', liaison('乙局'))
      .execute()
    const { url, arrived } = await server()
    const mailer = mailerTo(url)
    let begun = () => {}
    const firstBegun = new Promise<void>((go) => (begun = go))
    let goOn = () => {}
    const held = new Promise<void>((go) => (goOn = go))
    const slow = send({
      ...mailer,
      send: async (digest) => {
        begun()
        await held
        return mailer.send(digest)
      },
    })
    await firstBegun
    await send(mailer) // finds one under way, and hands over the other
    goOn()
    await slow
    expect(arrived.flatMap((mail) => mail.to).sort()).toEqual(['li@example.gov.cn', 'zhang@example.gov.cn'])
    expect([(await digest('甲局')).state, (await digest('乙局')).state]).toEqual(['sent', 'sent'])
  })

  test('gets nothing for who has no mailbox: that digest is kept', async () => {
    const { url, arrived } = await server()
    await send(mailerTo(url))
    expect(arrived.flatMap((mail) => mail.to)).toEqual(['zhang@example.gov.cn'])
    expect(await digest('乙局')).toMatchObject({ state: 'kept', attempts: 0, message: '该岗位没有登记邮箱' })
  })

  test.each([
    ['before 08:00', '2017-03-27T23:59:59.000Z'],
    ['from 18:00 on', '2017-03-28T10:00:00.000Z'],
    ['on a Sunday', '2017-04-02T03:00:00.000Z'],
    ['on a Tuesday of 清明', '2017-04-04T03:00:00.000Z'],
  ])('gets nothing %s; the digest waits', async (_, now) => {
    const { url, arrived } = await server()
    await send(mailerTo(url), now)
    expect(arrived).toEqual([])
    expect(await digest()).toMatchObject({ state: 'waiting', attempts: 0 })
    await send(mailerTo(url), '2017-04-01T00:00:00.000Z') // 08:00 of a Saturday that is worked
    expect(arrived).toHaveLength(1)
  })

  test('gets no digest that was under way when a process ended: nobody knows whether it left', async () => {
    const { url, arrived } = await server()
    await base.database
      .updateTable('digest')
      .set({ state: 'sending', attempts: 1 })
      .where('id', '=', (await digest()).id)
      .execute()
    await send(mailerTo(url))
    expect(arrived).toEqual([])
    expect(await digest()).toMatchObject({ state: 'unknown', message: '交给邮件服务器时中断，不再重发' })
  })

  test('gets nothing of a rehearsal', async () => {
    const { url, arrived } = await server()
    const rehearsal = await openYear(base, { at: morning })
    await rehearsal.openNow('declaration')
    await base.database.updateTable('post').set({ mail: 'li@example.gov.cn' }).where('cycle', '=', rehearsal.cycle).execute()
    await holdRound(base.database, cycleClock, rehearsal.cycle, true)
    await sendDigests(base.database, cycleClock, rehearsal.cycle, mailerTo(url))
    expect(arrived).toEqual([])
    const rows = await base.database.selectFrom('digest').select('state').where('cycle', '=', rehearsal.cycle).execute()
    expect(rows.map((row) => row.state)).toEqual(['kept', 'kept'])
  })
})

test('a server that cannot be reached is tried again, until it takes the digest', async () => {
  const { url, arrived } = await server()
  const gone = await scriptedServer({})
  await gone.close()
  const again = { nonRetryable: false, type: 'MailServer', message: '1 封通知未能交给邮件服务器，稍后重试。' }
  await expect(send(mailerTo(gone.url))).rejects.toMatchObject(again)
  expect(await digest()).toMatchObject({ state: 'waiting', attempts: 1, sent_at: null })
  await expect(send(mailerTo(gone.url))).rejects.toMatchObject(again)
  await send(mailerTo(url))
  expect(arrived).toHaveLength(1)
  expect(await digest()).toMatchObject({ state: 'sent', attempts: 3 })
})

const answering = (responseCode: number) => ({
  onRcptTo: (_: unknown, __: unknown, done: (error?: Error) => void) => done(Object.assign(new Error('no'), { responseCode })),
})

test('a server that is busy is tried again; one that refuses the address is not', async () => {
  const busy = await server(answering(450))
  await expect(send(mailerTo(busy.url))).rejects.toMatchObject({ type: 'MailServer' })
  expect(await digest()).toMatchObject({ state: 'waiting', attempts: 1 })
  const refusing = await server(answering(550))
  await send(mailerTo(refusing.url))
  expect(await digest()).toMatchObject({ state: 'failed', attempts: 2 })
  const { url, arrived } = await server()
  await send(mailerTo(url))
  expect(arrived).toEqual([])
})

test('a server that breaks off after the whole message may have it: it is not sent again', async () => {
  const breaking = await scriptedServer({ afterDot: (socket) => socket.destroy() })
  closing.push(breaking.close)
  await send(mailerTo(breaking.url))
  expect(await digest()).toMatchObject({ state: 'unknown', attempts: 1 })
  const { url, arrived } = await server()
  await send(mailerTo(url))
  expect(arrived).toEqual([])
})

test('one address that fails does not hold up the others', async () => {
  await base.database
    .updateTable('post')
    .set({ mail: 'li@example.gov.cn' })
    .where('cycle', '=', year.cycle)
    .where('key', '=', liaison('乙局'))
    .execute()
  const { url, arrived } = await server({
    onRcptTo: ({ address }, _, done) =>
      done(address.startsWith('li') ? Object.assign(new Error('later'), { responseCode: 450 }) : undefined),
  })
  await expect(send(mailerTo(url))).rejects.toMatchObject({ message: '1 封通知未能交给邮件服务器，稍后重试。' })
  expect(arrived.flatMap((mail) => mail.to)).toEqual(['zhang@example.gov.cn'])
  expect([(await digest('甲局')).state, (await digest('乙局')).state]).toEqual(['sent', 'waiting'])
})

test('without a mail server nothing is sent, and nothing lost', async () => {
  await send(undefined)
  expect(await digest()).toMatchObject({ state: 'waiting' })
})

describe('complaint 5: a letter that waits while its task is cancelled', () => {
  const cancel = (key: string) => year.task('declaration', key).then((task) => cancelled(task.id))
  const cancelled = (id: string) => base.database.updateTable('task').set({ state: 'cancelled' }).where('id', '=', id).execute()

  test('is not sent when there is nothing else in it, and says why; the next attempt does not send it either', async () => {
    await expect(send(mailerTo('smtp://127.0.0.1:1'))).rejects.toThrow(/未能交给/)
    expect(await digest()).toMatchObject({ state: 'waiting', attempts: 1 })
    await cancel('甲局')
    const opened = await server()
    for (let turn = 0; turn < 2; turn++) await send(mailerTo(opened.url))
    expect(opened.arrived).toEqual([])
    expect(await digest()).toMatchObject({ state: 'kept', message: '所涉任务已取消，不再发送', attempts: 1 })
  })

  test('is sent with what is left, without a word of the cancelled one', async () => {
    const { id: _, ...task } = await year.task('declaration', '甲局')
    const other = await base.database
      .insertInto('task')
      .values({ ...task, key: '甲局/二', title: '补充材料' })
      .returning('id')
      .executeTakeFirstOrThrow()
    const {
      digest: gathered,
      id: __,
      ...notice
    } = await base.database
      .selectFrom('notice')
      .selectAll()
      .where('cycle', '=', year.cycle)
      .where('post', '=', liaison('甲局'))
      .executeTakeFirstOrThrow()
    await base.database
      .insertInto('notice')
      .values({ ...notice, key: 'opened/二', task: other.id, title: '补充材料', digest: gathered })
      .execute()
    await cancel('甲局')
    const opened = await server()
    await send(mailerTo(opened.url))
    expect(opened.arrived).toHaveLength(1)
    expect(opened.arrived[0]!.mail.text).toContain('补充材料')
    expect(opened.arrived[0]!.mail.text).not.toContain('declaration：甲局')
    expect(await digest()).toMatchObject({ state: 'sent' })
  })
})
