import { expect, test } from 'vitest'
import { decide, type DecideInput } from '../../client/verbs/decide.ts'
import { decisionsOf } from '../../client/views/decisions.ts'
import { proceedingsPack } from '../support/small-pack/proceedings.ts'
import { hand, settleStep } from '../support/small-pack/stages.ts'
import { office, openYear, refused, useDatabase } from '../support/small-pack/year.ts'

const base = useDatabase()
const said = { meeting: '第 3 次会议', on: '2017-04-20', document: '纪要 3 号' }

/** Thursday, 2017-04-20: a gate of two bodies, which want to know meeting and document. */
async function gate() {
  const year = await openYear(base, { pack: proceedingsPack(), at: '2017-04-20T08:00:00.000Z' })
  await year.openNow('approval', { opens: '2017-04-20', due: '2017-04-25' })
  const rule = async (key: string, post: string, words: Omit<DecideInput, 'task'>) =>
    decide(year.as(post), { task: (await year.task('approval', key)).id, ...words })
  const keys = async () => (await year.tasks('approval')).filter(({ state }) => state === 'open').map(({ key }) => key)
  return { year, rule, keys }
}

test('a decision says in which meeting, on which day and by which document it was taken', async () => {
  const { year, rule } = await gate()
  const approve = (words: object) => () => rule('0/1', '领导组#1', { outcome: 'approve', ...words })
  await refused(base, 'bad-input', /应写明会议（--meeting）、会议日期（--on）、文号（--document），实为未填/, approve({}))
  await refused(base, 'bad-input', /应写明会议日期（--on）/, approve({ meeting: '会', document: '文' }))
  await refused(base, 'bad-input', /会议日期应为今日或以前，实为 2017-04-21/, approve({ ...said, on: '2017-04-21' }))
  await refused(base, 'bad-input', /on：应为历法上存在的日期/, approve({ ...said, on: '2017-04-31' }))
  await refused(base, 'bad-input', /只有退回（return）才写退回给谁/, approve({ ...said, to: '领导组' }))
  await approve(said)()
  expect(await decisionsOf(base.database, year.cycle, 'approval')).toMatchObject([
    { title: 'approval：领导组', outcome: 'approve', meeting: '第 3 次会议', heldOn: '2017-04-20', document: '纪要 3 号', by: '领导组#1' },
  ])
})

test('complaint 7: a matter that is returned to an earlier body, and to its origin, goes up again from there, and every reason stays, in order', async () => {
  const { year, rule, keys } = await gate()
  const answer = async (key: string) => hand(year, 'approval', key, office, { answer: '已改' })
  await rule('0/1', '领导组#1', { outcome: 'approve', ...said })
  await refused(base, 'bad-input', /退回应至 考核办（考核办）、领导组（领导组）、市委（市委） 之一，实为 `牵头办`/, () =>
    rule('1/1', '市委#1', { outcome: 'return', reason: '缺依据', to: '牵头办', ...said }),
  )
  await rule('1/1', '市委#1', { outcome: 'return', reason: '请领导组再议', to: '领导组', ...said })
  expect(await keys()).toEqual(['1/1/答复/0'])
  await answer('1/1/答复/0')
  expect(await keys()).toEqual(['0/2']) // the body before, not the one that returned it
  await rule('0/2', '领导组#1', { outcome: 'approve', ...said })
  await rule('1/2', '市委#1', { outcome: 'return', reason: '重新起草', to: '考核办', ...said })
  await answer('1/2/答复/0')
  await rule('0/3', '领导组#1', { outcome: 'return', reason: '数字不符', ...said })
  await answer('0/3/答复')
  await rule('0/4', '领导组#1', { outcome: 'approve', ...said })
  expect(await settleStep(year, 'approval')).toEqual({ done: false })
  await rule('1/3', '市委#1', { outcome: 'approve', ...said })
  expect(await settleStep(year, 'approval')).toEqual({ done: true })
  const decisions = await decisionsOf(base.database, year.cycle, 'approval')
  expect(decisions.map(({ outcome, returnedTo, reason }) => [outcome, returnedTo, reason])).toEqual([
    ['approve', null, null],
    ['return', '领导组', '请领导组再议'],
    ['approve', null, null],
    ['return', '考核办', '重新起草'],
    ['return', null, '数字不符'],
    ['approve', null, null],
    ['approve', null, null],
  ])
})

test('the first body of the chain cannot return to one after it', async () => {
  const { rule } = await gate()
  await refused(base, 'bad-input', /退回应至 考核办（考核办）、领导组（领导组） 之一，实为 `市委`/, () =>
    rule('0/1', '领导组#1', { outcome: 'return', reason: '请市委定', to: '市委', ...said }),
  )
})
