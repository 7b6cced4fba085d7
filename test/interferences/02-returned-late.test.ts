import { expect, test } from 'vitest'
import { at, dateAt, endOfDay } from '../../calendar/index.ts'
import { liaisonOf } from '../../client/posts.ts'
import { submit } from '../../client/verbs/submit.ts'
import { openRunningYear } from '../support/running-year.ts'
import { declared, hand as handIn, ruleOn } from '../support/small-pack/stages.ts'
import { smallPack } from '../support/small-pack/year.ts'
import { useSystem } from '../support/system.ts'

const system = useSystem()

/** A year whose review ends on Friday, 2017-04-14, and gives three working days after a return; `late` says what lateness means there. */
async function reviewYear(name: string, late: 'escalate' | 'lapse') {
  const { database } = system
  const pack = smallPack((files) => {
    files['plan.yaml'] = files['plan.yaml']!.replace(/(name: review, .*?late: )escalate/, `$1${late}, reminders: ["1"]`)
  })
  const year = await openRunningYear(system, name, pack, '2017-03-27')
  const { cycle, task, to, morning, night, rest, as } = year
  const hand = (step: string, key: string, unit: string, content: unknown) => handIn(year, step, key, liaisonOf(unit), content)
  const rule = (key: string, outcome: string, reason?: string) => ruleOn(year, 'review', key, outcome, '考核办#1', reason)
  const told = async (kind: string, id: string) => {
    const rows = database.selectFrom('notice').selectAll().where('cycle', '=', cycle).where('kind', '=', kind).where('task', '=', id)
    return (await rows.execute()).map((each) => `${dateAt(each.at)} ${each.post}`)
  }
  const step = () => year.step('review')
  await hand('declaration', '甲局', '甲局', declared)
  await hand('declaration', '乙局', '乙局', { indicators: [{ key: '1', name: '乙一', full: '10', kind: 'functional' }] })
  for (const each of await year.tasks('town-declaration')) {
    const content = { indicators: [{ key: '1', name: '丙一', full: '10', kind: 'functional' }] }
    await submit(as('牵头办#1'), { task: each.id, content })
  }
  await rest()
  await morning('2017-04-10') // the review opens
  return { task, to, morning, night, hand, rule, told, step }
}

test.each(['escalate', 'lapse'] as const)(
  'interference 2: returned after the due date, a submission gets a fresh window and is not closed the same night, twice (%s; complaint 2, complaint 3)',
  async (late) => {
    const { task, to, morning, night, hand, rule, told, step } = await reviewYear(`returned-${late}`, late)
    await rule('乙局', 'accept')
    expect((await step()).due_at).toBe(endOfDay('2017-04-14'))
    await morning('2017-04-17')
    await to(at('2017-04-17', '17:00')) // Monday after the due date
    await rule('甲局', 'return', '完成标准无法核对')

    const back = await task('review', '甲局/退回')
    expect(back).toMatchObject({ state: 'open', assignee_unit: '甲局', due_at: endOfDay('2017-04-20'), was_late: false })
    await night('2017-04-17') // the same night
    await morning('2017-04-18')
    expect((await task('review', '甲局/退回')).state).toBe('open')
    expect((await step()).state).toBe('open')
    await morning('2017-04-19')
    expect(await told('due', back.id)).toEqual(['2017-04-19 甲局/联络员']) // the reminder of one day before is alive again
    await hand('review', '甲局/退回', '甲局', declared)
    expect(await task('review', '甲局/退回')).toMatchObject({ state: 'done', was_late: false })

    await morning('2017-04-24')
    await to(at('2017-04-24', '16:00'))
    await rule('甲局/退回/再审', 'return', '仍缺考核节点')
    const again = await task('review', '甲局/退回/再审/退回')
    expect(again).toMatchObject({ state: 'open', assignee_unit: '甲局', due_at: endOfDay('2017-04-27') })
    await night('2017-04-24')
    await morning('2017-04-25')
    await morning('2017-04-26')
    expect(await told('due', again.id)).toEqual(['2017-04-26 甲局/联络员'])
    expect(await told('returned', again.id)).toEqual(['2017-04-24 甲局/联络员'])
    expect((await task('review', '甲局/退回/再审/退回')).state).toBe('open')
    await hand('review', '甲局/退回/再审/退回', '甲局', declared)
    await rule('甲局/退回/再审/退回/再审', 'accept')
    await to(at('2017-04-26', '17:00'))
    expect((await step()).state).toBe('settled')
  },
  40_000,
)
