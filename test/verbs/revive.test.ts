import { expect, test } from 'vitest'
import { settleAppeal } from '../../activities/settle-appeal.ts'
import { acknowledge } from '../../client/verbs/acknowledge.ts'
import { appeal } from '../../client/verbs/appeal.ts'
import { revive } from '../../client/verbs/revive.ts'
import { advance } from '../../activities/advance.ts'
import { cycleClock } from '../../records/clock.ts'
import { proceedingsPack } from '../support/small-pack/proceedings.ts'
import { computeStep, formsOut, received, settleStep } from '../support/small-pack/stages.ts'
import { entriesOf, liaison, messagesOf, office, openYear, refused, smallPack, useDatabase, type Year } from '../support/small-pack/year.ts'

const base = useDatabase()
const grounds = { unit: '甲局', document: '领导组纪要 5 号', reason: '签收人住院' }
const claims = { claims: [{ indicator: '1', ground: '工期顺延' }] }

/** 甲局 received its form on Friday 2018-02-09; its window ended on Monday the 12th, and by now the appeals are over. */
async function lapsed(pack = proceedingsPack()): Promise<Year> {
  const year = await openYear(base, { pack })
  await formsOut(year)
  await received(year)
  for (const unit of ['乙局', '丙镇']) await acknowledge(year.as(liaison(unit)), { task: (await year.task('feedback', unit)).id })
  await settleStep(year, 'feedback')
  await year.moveTo('2018-02-12T16:00:00.000Z')
  for (const unit of ['甲局', '乙局', '丙镇']) await settleAppeal(year.database, cycleClock, year.cycle, unit)
  await settleStep(year, 'appeals')
  await year.moveTo('2018-02-13T02:00:00.000Z')
  return year
}
const letIn = (year: Year, post: string, words: object = {}) => revive(year.as(post), { ...grounds, ...words })
const apply = (year: Year) => appeal(year.as(liaison('甲局')), { unit: '甲局', content: claims })
const over = (year: Year, keys: string[]) => {
  const [opens_at, due_at] = ['2018-02-12T00:30:00.000Z', '2018-02-12T16:00:00.000Z']
  const values = { state: 'settled', opens_at, due_at, settled_at: due_at } as const
  return base.database.updateTable('step').set(values).where('cycle', '=', year.cycle).where('key', 'in', keys).execute()
}
const stateOf = async (year: Year, key: string) => (await year.step(key)).state

test('complaint 28: a late appeal is refused, and only the named authority lets it in, by a document and with its reason', async () => {
  const year = await lapsed()
  await refused(base, 'too-late', /逾期视同自动放弃，未予接收/, () => apply(year))
  for (const post of [office, liaison('甲局'), '市委#1'])
    await refused(base, 'wrong-role', /逾期的复核只有“领导组”可以凭文件准许，岗位“.*”无权准许；甲局 逾期未申请，视同放弃/, () =>
      letIn(year, post),
    )
  await refused(base, 'bad-input', /document：不能为空/, () => letIn(year, '领导组#1', { document: ' ' }))
  await refused(base, 'bad-input', /reason：不能为空/, () => letIn(year, '领导组#1', { reason: '' }))
  expect(await letIn(year, '领导组#1')).toMatchObject({ unit: '甲局', until: '2018-02-22T16:00:00.000Z' }) // 15 to 21 February is a holiday
  await apply(year)
  expect((await entriesOf(year)).find(({ verb }) => verb === 'revive')).toMatchObject({
    subject: 'appeal/甲局',
    by: '领导组#1',
    content: { document: '领导组纪要 5 号', reason: '签收人住院', was: '2018-02-12T16:00:00.000Z', becomes: '2018-02-22T16:00:00.000Z' },
  })
  const told = await base.database.selectFrom('notice').selectAll().where('cycle', '=', year.cycle).where('kind', '=', 'appeal').execute()
  expect(told).toMatchObject([{ post: '甲局/联络员', detail: '领导组纪要 5 号：签收人住院', due_at: '2018-02-22T16:00:00.000Z' }])
})

test('the appeals are open again, and the computation that came after them is made once more', async () => {
  const year = await lapsed()
  const later = ['final', 'publication', 'rectification']
  await over(
    year,
    year.pack.plan.map(({ key }) => key).filter((key) => !later.includes(key)),
  )
  await advance(year.database, cycleClock, year.cycle)
  await year.moveTo('2018-02-13T17:00:00.000Z') // Wednesday the 14th, the working day after
  expect(await settleStep(year, 'final')).toEqual({ done: false, compute: true })
  expect(await computeStep(year, 'final')).toEqual({ done: true })
  await letIn(year, '领导组#1')
  expect([await stateOf(year, 'appeals'), await stateOf(year, 'final')]).toEqual(['open', 'planned'])
  expect(await messagesOf(year)).toContain('start appeal/甲局')
  await year.moveTo('2018-02-23T16:00:00.000Z') // after the holiday
  expect(await settleAppeal(year.database, cycleClock, year.cycle, '甲局')).toEqual({ done: true })
  expect(await settleStep(year, 'appeals')).toEqual({ done: true })
  await advance(year.database, cycleClock, year.cycle)
  await year.moveTo('2018-02-25T17:00:00.000Z')
  expect(await settleStep(year, 'final')).toEqual({ done: false, compute: true })
  expect(await computeStep(year, 'final')).toEqual({ done: true })
  const versions = await base.database
    .selectFrom('computation')
    .select(['version', 'step'])
    .where('cycle', '=', year.cycle)
    .orderBy('version')
    .execute()
  expect(versions).toEqual([{ version: 1, step: 'computation' }, { version: 2, step: 'final' }, { version: 3, step: 'final' }]) // prettier-ignore
})

test('an appeal that has not lapsed is not let in, nor one after the results are decided, nor where the pack names nobody', async () => {
  const year = await lapsed()
  await letIn(year, '领导组#1')
  await refused(base, 'conflict', /只有逾期未申请的才能恢复，甲局 的复核实为仍在期限内/, () => letIn(year, '领导组#1'))
  await over(year, ['final', 'publication'])
  await refused(base, 'conflict', /“publication”已经办结，逾期的复核不能再恢复/, () => letIn(year, '领导组#1', { unit: '乙局' }))
  const bare = await lapsed(smallPack())
  await refused(base, 'conflict', /规则包没有规定由谁准许逾期的复核/, () => letIn(bare, '领导组#1'))
})
