import { describe, expect, test } from 'vitest'
import { submit } from '../../client/verbs/submit.ts'
import { withdraw } from '../../client/verbs/withdraw.ts'
import { declared, hand, ruleOn, settleStep, underReview } from '../support/small-pack/stages.ts'
import { entriesOf, liaison, messagesOf, office, openYear, putBook, refused, useDatabase } from '../support/small-pack/year.ts'

const base = useDatabase()

async function reviewing() {
  const year = await openYear(base)
  await underReview(year) // Monday, 2017-04-10
  const task = (await year.task('declaration', '甲局')).id
  const back = (post = liaison('甲局'), reason = '分值写错') => withdraw(year.as(post), { task, reason })
  return { year, task, back }
}

describe('withdrawal of a declaration under review', () => {
  test('cancels the review and opens a fresh window; what comes back is reviewed anew, and all stays on record', async () => {
    const { year, back } = await reviewing()
    const before = (await year.task('review', '甲局')).about
    const done = await back()
    const again = await year.task('review', '甲局/撤回')
    expect(done).toEqual({
      submission: before,
      task: again.id,
      due: '2017-04-13T16:00:00.000Z',
      cancelled: [(await year.task('review', '甲局')).id],
    })
    expect(await year.task('review', '甲局')).toMatchObject({ state: 'cancelled' })
    expect(await year.task('declaration', '甲局')).toMatchObject({ state: 'done' })
    expect((await entriesOf(year)).at(-1)).toMatchObject({
      verb: 'withdraw',
      subject: 'declaration',
      content: { submission: before, reason: '分值写错' },
    })
    await refused(base, 'conflict', /已取消/, () => ruleOn(year, 'review', '甲局', 'accept'))
    expect(await settleStep(year, 'review')).toEqual({ done: false })
    await hand(year, 'review', '甲局/撤回', liaison('甲局'), declared)
    await ruleOn(year, 'review', '甲局/撤回/再审', 'accept')
    await ruleOn(year, 'review', '乙局', 'accept')
    expect(await settleStep(year, 'review')).toEqual({ done: true })
    expect(
      await year.database.selectFrom('submission').select('id').where('cycle', '=', year.cycle).where('unit', '=', '甲局').execute(),
    ).toHaveLength(2)
  })

  test('withdrawn twice it is withdrawn once: the first answer is given, and nothing is stored', async () => {
    const { year, back } = await reviewing()
    const first = await back()
    const entries = (await entriesOf(year)).length
    expect(await back()).toEqual(first)
    expect(await entriesOf(year)).toHaveLength(entries)
  })

  test('two posts that withdraw at the same moment do it once', async () => {
    const { year, back } = await reviewing()
    const [one, other] = await Promise.all([back(), back()])
    expect(one).toEqual(other)
    expect(await year.database.selectFrom('withdrawal').select('id').where('cycle', '=', year.cycle).execute()).toHaveLength(1)
  })

  test('what was decided on is not withdrawn, nor by anybody else, nor without a reason', async () => {
    const { year, back } = await reviewing()
    await refused(base, 'wrong-role', /应由“甲局”办理/, () => back(liaison('乙局')))
    await refused(base, 'wrong-role', /应由“甲局”办理/, () => back(office))
    await refused(base, 'bad-input', /撤回的理由/, () => back(liaison('甲局'), ' '))
    await ruleOn(year, 'review', '甲局', 'return', office, '补')
    await refused(base, 'already-done', /“review：甲局”已经办结（任务 \d+），不能再撤回；请待退回/, () => back())
  })

  test('of a decision and a withdrawal at the same moment one wins, and the other says so', async () => {
    const { year, back } = await reviewing()
    const [decision, withdrawal] = await Promise.allSettled([ruleOn(year, 'review', '甲局', 'accept'), back()])
    expect([decision.status, withdrawal.status].toSorted()).toEqual(['fulfilled', 'rejected'])
    const state = (await year.task('review', '甲局')).state
    expect(state).toBe(decision.status === 'fulfilled' ? 'done' : 'cancelled')
  })
})

test('before the review begins the task keeps its due date, and what was withdrawn is not reviewed', async () => {
  const year = await openYear(base)
  await year.openNow('declaration')
  await hand(year, 'declaration', '甲局', liaison('甲局'), declared)
  const task = (await year.task('declaration', '甲局')).id
  expect(await withdraw(year.as(liaison('甲局')), { task, reason: '改' })).toMatchObject({ due: '2017-04-07T16:00:00.000Z', cancelled: [] })
  const better = { indicators: [{ ...declared.indicators[0], name: '信访办结' }, declared.indicators[1]] }
  await hand(year, 'declaration', '甲局/撤回', liaison('甲局'), better)
  await year.openNow('review')
  const reviews = (await year.tasks('review')).map(({ key, about }) => [key, about])
  const [{ id }] = await year.database.selectFrom('submission').select('id').where('cycle', '=', year.cycle).orderBy('id', 'desc').execute() as [{ id: string }] // prettier-ignore
  expect(reviews).toEqual([['甲局/撤回', id]])
})

test('between the end of a declaration and its review nothing is withdrawn', async () => {
  const year = await openYear(base)
  await year.openNow('declaration')
  await hand(year, 'declaration', '甲局', liaison('甲局'), declared)
  await hand(year, 'declaration', '乙局', liaison('乙局'), { indicators: [{ key: '1', name: '乙一', full: '10', kind: 'key' }] })
  await settleStep(year, 'declaration')
  const task = (await year.task('declaration', '甲局')).id
  await refused(base, 'conflict', /已经办结，尚无审核任务，不能撤回；请待审核开始后撤回/, () =>
    withdraw(year.as(liaison('甲局')), { task, reason: '改' }),
  )
})

test('a claim of a window is withdrawn by its submission: its decision is cancelled, and nothing comes of it', async () => {
  const year = await openYear(base, { at: '2017-12-11T00:30:00.000Z' })
  await year.openNow('additions')
  const bonus = { bonus: { points: '1', ground: '表彰', document: '文 1' } }
  const { submission } = await submit(year.as(liaison('甲局')), { step: 'additions', content: bonus })
  const back =
    (post: string, id = submission) =>
    () =>
      withdraw(year.as(post), { submission: id, reason: '证书有误' })
  await refused(base, 'wrong-role', /应由报送它的“甲局”撤回/, back(liaison('乙局')))
  await refused(base, 'not-found', /没有编号为“999999”的报送/, back(liaison('甲局'), '999999'))
  expect(await back(liaison('甲局'))()).toMatchObject({ task: null, due: null })
  expect(await year.task('additions', '加分/甲局/1')).toMatchObject({ state: 'cancelled' })
  expect(await year.database.selectFrom('addition').select('id').where('cycle', '=', year.cycle).execute()).toEqual([])
})

test('what takes effect at once cannot be withdrawn', async () => {
  const year = await openYear(base, { at: '2017-12-11T00:30:00.000Z' })
  await putBook(year)
  await year.openNow('leader-evaluation')
  await hand(year, 'leader-evaluation', '张市长', '张市长#1', { ratings: { 甲局: '90', 乙局: '80' } })
  const task = (await year.task('leader-evaluation', '张市长')).id
  await refused(base, 'conflict', /报送的内容即时生效，不能撤回/, () => withdraw(year.as('张市长#1'), { task, reason: '改' }))
  const open = (await year.task('leader-evaluation', '李书记')).id
  await refused(base, 'not-found', /还没有报送，无可撤回/, () => withdraw(year.as('李书记#1'), { task: open, reason: '改' }))
})

test('the last review that is cancelled does not wake the step: a task is open again', async () => {
  const { year, back } = await reviewing()
  await ruleOn(year, 'review', '乙局', 'accept')
  const before = (await messagesOf(year)).length
  await back()
  expect(await messagesOf(year)).toHaveLength(before)
})
