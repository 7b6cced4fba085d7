import { beforeAll, describe, expect, test } from 'vitest'
import { decide } from '../../client/verbs/decide.ts'
import { submit } from '../../client/verbs/submit.ts'
import { hand, ruleOn, settleStep, underReview } from '../support/small-pack/stages.ts'
import { checker, entriesOf, liaison, messagesOf, office, openYear, refused, useDatabase, type Year } from '../support/small-pack/year.ts'

const base = useDatabase()
const reviewed = async () => {
  const year = await openYear(base)
  await underReview(year)
  return year
}

test('a decision is stored once with its words, its task is done, and the log says so', async () => {
  const year = await reviewed()
  const task = (await year.task('review', '甲局')).id
  const { decision, at } = await decide(year.as(office), { task, outcome: 'accept', document: '考办〔2017〕1号' })
  expect(at).toBe('2017-04-10T00:30:00.000Z')
  expect(await year.database.selectFrom('decision').selectAll().where('cycle', '=', year.cycle).execute()).toEqual([
    {
      id: decision,
      cycle: year.cycle,
      step: 'review',
      task,
      outcome: 'accept',
      reason: null,
      document: '考办〔2017〕1号',
      meeting: null,
      held_on: null,
      returned_to: null,
      by_post: office,
      for_post: null,
      at,
    },
  ])
  expect(await year.task('review', '甲局')).toMatchObject({ state: 'done', done_at: at })
  expect((await entriesOf(year)).at(-1)).toEqual({
    verb: 'decide',
    subject: 'review',
    by: office,
    content: { decision, task, outcome: 'accept', reason: null, document: '考办〔2017〕1号' },
  })
})

test('only the decision on the last task wakes the step', async () => {
  const year = await reviewed()
  const before = (await messagesOf(year)).length
  await ruleOn(year, 'review', '甲局', 'accept')
  expect(await messagesOf(year)).toHaveLength(before)
  await ruleOn(year, 'review', '乙局', 'accept')
  expect((await messagesOf(year)).slice(before)).toEqual(['changed step/review'])
})

test('a second decision on the same task is refused, whoever makes it', async () => {
  const year = await reviewed()
  await ruleOn(year, 'review', '甲局', 'accept')
  const again = (post: string) => () => ruleOn(year, 'review', '甲局', 'return', post, '重审')
  await refused(base, 'already-done', /已于 .* 办结，不能重复办理/, again(office))
  await refused(base, 'already-done', /不能重复办理/, again(checker))
})

test('a decision is still made after the due instant: it is late, and never lapses', async () => {
  const year = await reviewed()
  await year.moveTo('2017-04-14T16:00:00.000Z')
  await ruleOn(year, 'review', '甲局', 'accept')
  expect(await year.task('review', '甲局')).toMatchObject({ state: 'done', was_late: true })
})

test('who handed something in does not decide on it', async () => {
  const year = await openYear(base, { at: '2017-12-11T00:30:00.000Z' })
  await year.openNow('additions')
  const content = { deduction: { points: '2', ground: '通报', document: '文2', unit: '甲局' } }
  await submit(year.as(office), { step: 'additions', content })
  await refused(base, 'wrong-role', /岗位“考核办#1”是报送人，不能审核自己报送的内容/, () =>
    ruleOn(year, 'additions', '减分/甲局/1', 'approve'),
  )
  await ruleOn(year, 'additions', '减分/甲局/1', 'approve', checker)
})

test('the office does not decide for the unit that it is', async () => {
  const year = await openYear(base)
  await year.inChange(async ({ db, cycle, now }) => {
    const row = {
      cycle,
      step: 'review',
      key: 'x',
      verb: 'decide',
      unit: '乙局',
      assignee_body: '乙局办',
      title: '审核',
      opened_at: now,
      due_at: now,
    } as const
    await db.insertInto('task').values(row).execute()
  })
  await refused(base, 'wrong-role', /回避/, () => ruleOn(year, 'review', 'x', 'accept', '乙局办#2'))
})

describe('one review in which nothing is ever accepted', () => {
  let year: Year
  let task: string
  beforeAll(async () => {
    year = await reviewed()
    task = (await year.task('review', '甲局')).id
  })

  test.each([
    ['the unit itself', liaison('甲局'), /应由“考核办”办理，岗位“甲局\/联络员”无权办理/],
    ['another body', '牵头办#1', /应由“考核办”办理/],
    ['nobody known', '考核办#9', /没有岗位“考核办#9”/],
  ])('%s may not decide', async (_, post, sentence) => {
    await refused(base, 'wrong-role', sentence, () => decide(year.as(post), { task, outcome: 'accept' }))
  })

  test.each(['approve', 'refuse', '', 'ACCEPT', 'constructor', '同意'])('`%s` is no outcome of a review', async (outcome) => {
    await refused(base, 'bad-input', /决定应为 accept、return 之一，实为 `/, () => decide(year.as(office), { task, outcome }))
  })

  test.each([undefined, '', '   ', '\n'])('a return needs its reason, and `%s` is none', async (reason) => {
    const input = { task, outcome: 'return', ...(reason === undefined ? {} : { reason }) }
    await refused(base, 'bad-input', /决定为 return 的，应写明理由/, () => decide(year.as(office), input))
  })

  test.each([
    ['a reason of 4001 characters', { reason: '长'.repeat(4001) }, /reason：不能超过 4000 字/],
    ['a document without a name', { document: ' ' }, /document：不能为空/],
    ['a NUL character', { reason: 'a\0' }, /不能保存的字符/],
  ])('%s is refused', async (_, words, sentence) => {
    await refused(base, 'bad-input', sentence, () => decide(year.as(office), { task, outcome: 'accept', ...words }))
  })

  test.each(['0', '1; drop', '1e3', '9'.repeat(400)])('the task id `%.10s` is not known', async (id) => {
    await refused(base, 'not-found', /没有编号为/, () => decide(year.as(office), { task: id, outcome: 'accept' }))
  })

  test('a task that is to be handed in is not decided', async () => {
    const back = (await year.task('declaration', '甲局')).id
    await refused(base, 'conflict', /要办的是 submit，不是 decide/, () =>
      decide(year.as(liaison('甲局')), { task: back, outcome: 'accept' }),
    )
  })
})

test('a task that was cancelled is not decided', async () => {
  const year = await reviewed()
  await year.inChange(({ db }) => db.updateTable('task').set({ state: 'cancelled' }).where('cycle', '=', year.cycle).execute())
  await refused(base, 'conflict', /已取消/, () => ruleOn(year, 'review', '甲局', 'accept'))
})

test('a gate is decided once by each body of its chain, in order, and by nobody else', async () => {
  const year = await openYear(base, { at: '2017-04-20T00:30:00.000Z' })
  await year.openNow('approval', { opens: '2017-04-20', due: '2017-04-25' })
  expect((await year.tasks('approval')).map((task) => [task.key, task.assignee_body])).toEqual([['0/1', '领导组']])
  await refused(base, 'wrong-role', /应由“领导组”办理/, () => ruleOn(year, 'approval', '0/1', 'approve', '市委#1'))
  await refused(base, 'wrong-role', /应由“领导组”办理/, () => ruleOn(year, 'approval', '0/1', 'approve', office))
  await ruleOn(year, 'approval', '0/1', 'approve', '领导组#1')
  await refused(base, 'already-done', /不能重复办理/, () => ruleOn(year, 'approval', '0/1', 'return', '领导组#1', '再议'))
  expect(await settleStep(year, 'approval')).toEqual({ done: false })
  await ruleOn(year, 'approval', '1/1', 'approve', '市委#1')
  expect(await settleStep(year, 'approval')).toEqual({ done: true })
  expect((await year.tasks('approval')).map((task) => task.key)).toEqual(['0/1', '1/1'])
})

test('a matter that a body returned comes before the same body again once the office has answered', async () => {
  const year = await openYear(base, { at: '2017-04-20T00:30:00.000Z' })
  await year.openNow('approval', { opens: '2017-04-20', due: '2017-04-21' })
  await ruleOn(year, 'approval', '0/1', 'approve', '领导组#1')
  await year.moveTo('2017-04-21T15:00:00.000Z')
  await refused(base, 'bad-input', /应写明理由/, () => ruleOn(year, 'approval', '1/1', 'return', '市委#1'))
  await ruleOn(year, 'approval', '1/1', 'return', '市委#1', '补充说明')
  // two working days from Friday the 21st, whatever the due day of the gate
  expect(await year.task('approval', '1/1/答复')).toMatchObject({
    verb: 'submit',
    assignee_body: '考核办',
    due_at: '2017-04-25T16:00:00.000Z',
  })
  await year.moveTo('2017-04-21T16:00:00.000Z')
  expect(await settleStep(year, 'approval')).toEqual({ done: false })
  await refused(base, 'bad-input', /answer/, () => hand(year, 'approval', '1/1/答复', office, {}))
  await hand(year, 'approval', '1/1/答复', office, { answer: '已补充' })
  await ruleOn(year, 'approval', '1/2', 'approve', '市委#1')
  expect(await settleStep(year, 'approval')).toEqual({ done: true })
  expect((await year.tasks('approval')).map((task) => task.key)).toEqual(['0/1', '1/1', '1/1/答复', '1/2'])
})
