import { beforeAll, describe, expect, test } from 'vitest'
import { submit } from '../../client/verbs/submit.ts'
import { EVIDENCE_LIMITS, type EvidenceFile } from '../../client/evidence.ts'
import { settle } from '../../activities/settle.ts'
import { cycleClock } from '../../records/clock.ts'
import { entriesOf, liaison, messagesOf, office, openYear, putBook, refused, useDatabase } from '../support/small-pack/year.ts'

const base = useDatabase()
const whole = { progress: [{ indicator: '1', done: '50' }, { indicator: '2', done: '100' }] } // prettier-ignore
/** 24:00 of 2017-05-05 in Beijing. */
const due = '2017-05-05T16:00:00.000Z'

/** The self-check of May has opened; it lapses at the end of 2017-05-05. */
async function selfCheck() {
  const year = await openYear(base, { at: '2017-05-02T00:30:00.000Z' })
  await putBook(year)
  await year.openNow('self-check')
  const task = (await year.task('self-check', '甲局')).id
  return { ...year, year, task, hand: (content: unknown, post = liaison('甲局')) => submit(year.as(post), { task, content }) }
}

test('a submission is stored with who and when, its task is done, and the log says so in the same transaction', async () => {
  const { year, database, cycle, task, hand } = await selfCheck()
  const answer = await hand(whole)
  expect(answer).toMatchObject({ at: '2017-05-02T00:30:00.000Z', task })
  const row = await database.selectFrom('submission').selectAll().where('id', '=', answer.submission).executeTakeFirstOrThrow()
  expect(row).toMatchObject({ cycle, step: 'self-check', unit: '甲局', by_post: '甲局/联络员', content: whole })
  expect(await year.task('self-check', '甲局')).toMatchObject({ state: 'done', was_late: false, done_at: '2017-05-02T00:30:00.000Z' })
  const [entry] = (await entriesOf(year)).slice(-1)
  expect(entry).toMatchObject({ verb: 'submit', subject: 'self-check', by: '甲局/联络员' })
  expect(entry?.content).toMatchObject({ submission: answer.submission, task, unit: '甲局', evidence: [] })
})

test('only the submission that closes the last task wakes the step', async () => {
  const { year, hand } = await selfCheck()
  await hand(whole)
  expect(await messagesOf(year)).toEqual([])
  const other = (await year.task('self-check', '乙局')).id
  await submit(year.as(liaison('乙局')), { task: other, content: { progress: [{ indicator: '1', done: '0' }] } })
  expect(await messagesOf(year)).toEqual(['changed step/self-check'])
})

test('one millisecond before the due instant is in time; the instant itself and later is not', async () => {
  const { year, hand, moveTo } = await selfCheck()
  await moveTo(due)
  await refused(base, 'too-late', /期限是 2017-05-05 24:00（北京时间），已经逾期，未予接收/, () => hand(whole))
  await moveTo('2017-05-09T00:00:00.000Z')
  await refused(base, 'too-late', /期限是 2017-05-05 24:00/, () => hand(whole))
  await moveTo('2017-05-05T15:59:59.999Z')
  await hand(whole)
  expect(await year.task('self-check', '甲局')).toMatchObject({ state: 'done', was_late: false })
})

test('a task that lapsed when its step settled takes nothing more in', async () => {
  const { year, hand, moveTo } = await selfCheck()
  await moveTo(due)
  expect(await settle(base.database, cycleClock, year.cycle, 'self-check')).toEqual({ done: true })
  await moveTo('2017-05-05T15:00:00.000Z') // even if a clock went back
  await refused(base, 'too-late', /已经逾期/, () => hand(whole))
})

test('where the plan escalates, a late submission is taken and marked late', async () => {
  const year = await openYear(base)
  await year.openNow('declaration')
  const indicators = [{ key: '1', name: '信访', full: '20', kind: 'key' }, { key: '2', name: '热线', full: '10', kind: 'key' }] // prettier-ignore
  await year.moveTo('2017-04-07T16:00:00.000Z')
  await submit(year.as(liaison('甲局')), { task: (await year.task('declaration', '甲局')).id, content: { indicators } })
  expect(await year.task('declaration', '甲局')).toMatchObject({ state: 'done', was_late: true })
})

test('the second submission of a task is refused', async () => {
  const { hand } = await selfCheck()
  await hand(whole)
  await refused(base, 'already-done', /已于 2017-05-02 办结，不能重复办理/, () => hand(whole))
})

test('a task is for its own unit only, and for posts that exist', async () => {
  const { hand } = await selfCheck()
  await refused(base, 'wrong-role', /应由“甲局”办理，岗位“乙局\/联络员”无权办理/, () => hand(whole, liaison('乙局')))
  await refused(base, 'wrong-role', /应由“甲局”办理，岗位“考核办#1”无权办理/, () => hand(whole, office))
  await refused(base, 'wrong-role', /没有岗位“无名氏”/, () => hand(whole, '无名氏'))
})

test('a body does not handle what concerns its own unit', async () => {
  const year = await openYear(base)
  await year.inChange(async ({ db, cycle, now }) => {
    const row = {
      cycle,
      step: 'assessment',
      key: 'x',
      verb: 'submit',
      unit: '乙局',
      assignee_body: '乙局办',
      title: '考评',
      opened_at: now,
      due_at: due,
    } as const
    await db.insertInto('task').values(row).execute()
  })
  const { id } = await year.task('assessment', 'x')
  await refused(base, 'wrong-role', /“乙局办”不得办理涉及本单位的任务 \d+（回避）/, () =>
    submit(year.as('乙局办#1'), { task: id, content: {} }),
  )
})

const file = (bytes: number, name = '证明.pdf'): EvidenceFile => ({
  name,
  mediaType: 'application/pdf',
  bytes: new Uint8Array(bytes).fill(bytes % 251),
})

describe('one cycle in which nothing is ever accepted', () => {
  let it: Awaited<ReturnType<typeof selfCheck>>
  beforeAll(async () => {
    it = await selfCheck()
  })

  test.each(['999999', '0', '-1', '1; drop table task', '1e3', '1.5', '', ' ', 'null', '9'.repeat(19), '9'.repeat(5_000), '１'])(
    'the task id `%.20s` is not known',
    async (id) => {
      await refused(base, 'not-found', /中没有编号为“.*”的任务；用 task list/s, () => submit(it.year.as(office), { task: id, content: {} }))
    },
  )

  test('a task of another cycle is not found', async () => {
    const { task } = it
    const other = await openYear(base)
    await refused(base, 'not-found', /中没有编号为/, () => submit(other.as(liaison('甲局')), { task, content: whole }))
    const nowhere = { ...other.as(office), cycle: '2099-无' }
    await refused(base, 'not-found', /没有名为“2099-无”的年度考评周期；用 cycle list/, () => submit(nowhere, { task, content: whole }))
  })

  const done = (value: unknown) => ({ progress: [{ indicator: '1', done: value }, { indicator: '2', done: '100' }] }) // prettier-ignore
  test.each<[string, unknown, RegExp]>([
    ['an unknown key', { ...whole, extra: '1' }, /extra/],
    [
      'an unknown key within',
      {
        progress: [
          { indicator: '1', done: '1', 'x-y': '1' },
          { indicator: '2', done: '1' },
        ],
      },
      /progress\.0.*x-y/,
    ],
    ['a missing indicator', { progress: [{ indicator: '1', done: '1' }] }, /甲局 的self-check应恰好包含 2 项，未予保存：缺少 2/],
    ['a repeated indicator', { progress: [...whole.progress, whole.progress[0]] }, /应恰好包含 2 项.*重复 1/],
    ['an indicator of somebody else', { progress: [...whole.progress, { indicator: '9', done: '1' }] }, /多出 9/],
    ['an exponent', done('1e3'), /progress\.0\.done：应为不小于零的十进制数.*不用科学记数法.*实为 `1e3`/],
    ['a negative number', done('-1'), /应为不小于零的十进制数.*实为 `-1`/],
    ['a plus', done('+1'), /实为 `\+1`/],
    ['over a hundred', done('100.01'), /应为 0 到 100 之间的数，实为 `100\.01`/],
    ['a number that is no text', done(50), /progress\.0\.done.*实为 `50`/],
    ['digits of another script', done('５０'), /实为 `５０`/],
    ['nothing', undefined, /（整体）/],
    ['an empty list', { progress: [] }, /progress/],
    ['a text in its place', 'hello', /（整体）.*实为 `hello`/],
    ['a NUL character', { ...whole, problems: 'a\u0000b' }, /不能保存的字符/],
    ['half a character', { ...whole, problems: 'a\ud800b' }, /不能保存的字符/],
  ])('a self-check with %s is refused, and says what was expected', async (_, content, sentence) => {
    await refused(base, 'bad-input', sentence, () => it.hand(content))
  })

  test('every problem is reported, not only the first', async () => {
    const content = { progress: [{ indicator: '1', done: '1e3' }, { indicator: '2', done: '-4' }] } // prettier-ignore
    const { details } = await refused(base, 'bad-input', /1e3.*-4/, () => it.hand(content))
    expect(details).toHaveLength(2)
  })

  test.each<[string, EvidenceFile[], 'too-large' | 'bad-input', RegExp]>([
    ['a file over the limit', [file(EVIDENCE_LIMITS.file + 1)], 'too-large', /“证明\.pdf”应不超过 20 MiB，实为 20 MiB.*请压缩或拆分/],
    [
      'files over the limit together',
      Array.from({ length: 4 }, () => file(16 * 1024 * 1024)),
      'too-large',
      /合计应不超过 60 MiB，实为 64 MiB/,
    ],
    ['too many files', Array.from({ length: 21 }, (_, n) => file(n + 1)), 'too-large', /应不超过 20 件，实为 21 件/],
    ['an empty file', [file(3), file(0, '空.txt')], 'bad-input', /“空\.txt”是空文件/],
    ['a file without a name', [file(3, ' ')], 'bad-input', /文件名/],
  ])('evidence with %s is refused', async (_, evidence, code, sentence) => {
    const { year, task } = it
    await refused(base, code, sentence, () => submit(year.as(liaison('甲局')), { task, content: whole, evidence }))
  })
})

test('evidence is kept by its SHA-256, once, and goes with its submission', async () => {
  const { year, task, cycle, database } = await selfCheck()
  const bytes = Buffer.from('abc')
  const sha256 = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad' // of abc, by FIPS 180-2
  const evidence = ['一.txt', '二.txt'].map((name) => ({ name, mediaType: 'text/plain', bytes }))
  const { submission } = await submit(year.as(liaison('甲局')), { task, content: whole, evidence })
  const kept = await database.selectFrom('evidence').selectAll().where('cycle', '=', cycle).execute()
  expect(kept.map((each) => [each.sha256, each.name, each.bytes.toString()])).toEqual([[sha256, '一.txt', 'abc']])
  expect(await database.selectFrom('submission_evidence').selectAll().where('submission', '=', submission).execute()).toEqual([
    { submission, cycle, sha256 },
  ])
  expect((await entriesOf(year)).at(-1)?.content).toMatchObject({ evidence: [sha256] })
})

test('a file of exactly the limit is taken', async () => {
  const { year, task } = await selfCheck()
  await submit(year.as(liaison('甲局')), { task, content: whole, evidence: [file(EVIDENCE_LIMITS.file)] })
})

test('a task that asks for something else is not handed in', async () => {
  const year = await openYear(base)
  await year.openNow('publication', { opens: '2018-03-01', due: '2018-03-02' })
  const { id } = await year.task('publication', 'publish')
  await refused(base, 'conflict', /要办的是 publish，不是 submit/, () => submit(year.as(office), { task: id, content: {} }))
})

test('a window takes nothing before it opens and from its due instant on; other steps need a task', async () => {
  const year = await openYear(base)
  const content = { bonus: { points: '1', ground: '获奖', document: '文1' } }
  const hand = (step = 'additions') => submit(year.as(liaison('甲局')), { step, content })
  await refused(base, 'too-early', /环节“additions”尚未开始/, hand)
  await refused(base, 'conflict', /环节“declaration”按任务报送，请指明任务编号/, () => hand('declaration'))
  await refused(base, 'not-found', /没有名为“天外”的环节；用 cycle status/, () => hand('天外'))
  await year.openNow('additions')
  await refused(base, 'too-early', /尚未开始/, hand) // the day has not come
  await year.moveTo('2017-12-15T16:00:00.000Z')
  await refused(base, 'too-late', /已于 2017-12-15 24:00（北京时间）截止/, hand)
  await year.moveTo('2017-12-15T15:59:59.999Z')
  await hand()
  expect(await year.task('additions', '加分/甲局/1')).toMatchObject({ verb: 'decide', assignee_body: '考核办' })
})
