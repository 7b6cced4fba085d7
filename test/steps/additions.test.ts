import { describe, expect, test } from 'vitest'
import { submit } from '../../client/verbs/submit.ts'
import { additionsInForce } from '../../records/score.ts'
import type { Pack } from '../../scoring/index.ts'
import { ruleOn } from '../support/small-pack/stages.ts'
import { liaison, office, openYear, refused, smallPack, useDatabase } from '../support/small-pack/year.ts'

const base = useDatabase()

describe('additions', () => {
  const bonus = { bonus: { points: '2', ground: '省级表彰', document: '省字1号' } }
  const deduction = { deduction: { points: '1.5', ground: '通报', document: '市字2号', unit: '甲局' } }
  const open = async (pack: Pack = smallPack()) => {
    const year = await openYear(base, { at: '2017-12-11T00:30:00.000Z', pack })
    await year.openNow('additions')
    return { year, give: (content: unknown, post: string) => submit(year.as(post), { step: 'additions', content }) }
  }

  test('count only once the office has approved them', async () => {
    const { year, give } = await open()
    await give(bonus, liaison('甲局'))
    await give(deduction, '牵头办#1')
    expect((await year.tasks('additions')).map((task) => [task.key, task.unit, task.due_at])).toEqual([
      ['加分/甲局/1', '甲局', '2017-12-15T16:00:00.000Z'],
      ['减分/甲局/2', '甲局', '2017-12-15T16:00:00.000Z'],
    ])
    expect(await additionsInForce(base.database, year.cycle)).toEqual([])
    await ruleOn(year, 'additions', '加分/甲局/1', 'approve')
    await refused(base, 'bad-input', /应写明理由/, () => ruleOn(year, 'additions', '减分/甲局/2', 'refuse'))
    await ruleOn(year, 'additions', '减分/甲局/2', 'refuse', office, '已申辩')
    const rows = await additionsInForce(base.database, year.cycle)
    expect(rows.map((row) => [row.unit, row.input, row.points, row.ground, row.document, row.by_post])).toEqual([
      ['甲局', 'bonus', '2', '省级表彰', '省字1号', office],
    ])
  })

  test('a step takes in only what it names an input for, and deductions only of the body that is its actor', async () => {
    const only = (input: string, actor: string) =>
      smallPack((files) => {
        const named = 'bonus: bonus, deductions: deductions'
        const lines = files['plan.yaml']!.split('\n').map((line) =>
          line.includes(named) ? line.replace(named, `${input}: ${input}`).replace('actor: units', `actor: ${actor}`) : line,
        )
        files['plan.yaml'] = lines.join('\n')
      })
    const lost = await open(only('deductions', 'body:牵头办'))
    await refused(base, 'bad-input', /bonus|deduction/, () => lost.give(bonus, liaison('甲局')))
    await refused(base, 'wrong-role', /此类减分由“牵头办”提出，岗位“乙局办#1”无权提出/, () => lost.give(deduction, '乙局办#1'))
    await lost.give(deduction, '牵头办#1')
    await ruleOn(lost.year, 'additions', '减分/甲局/1', 'approve')
    const gained = await open(only('bonus', 'units'))
    await refused(base, 'bad-input', /bonus|deduction/, () => gained.give(deduction, '牵头办#1'))
    await gained.give(bonus, liaison('甲局'))
    await ruleOn(gained.year, 'additions', '加分/甲局/1', 'approve')
    const rows = [
      ...(await additionsInForce(base.database, lost.year.cycle)),
      ...(await additionsInForce(base.database, gained.year.cycle)),
    ]
    expect(rows.map((row) => [row.unit, row.input, row.points])).toEqual([
      ['甲局', 'deductions', '1.5'],
      ['甲局', 'bonus', '2'],
    ])
  })

  test('what does not concern the step or the one who asks is refused', async () => {
    const { give } = await open()
    await refused(base, 'wrong-role', /加分项由参加本环节的被考评单位自行申报/, () => give(bonus, '牵头办#1'))
    await refused(base, 'wrong-role', /加分项由参加本环节的被考评单位自行申报/, () => give(bonus, liaison('丙镇')))
    await refused(base, 'wrong-role', /被考评单位不能提出/, () => give(deduction, liaison('乙局')))
    const of = (unit: string) => give({ deduction: { ...deduction.deduction, unit } }, '牵头办#1')
    await refused(base, 'bad-input', /参加本环节的单位中没有“丙镇”/, () => of('丙镇'))
    await refused(base, 'bad-input', /参加本环节的单位中没有“天庭”/, () => of('天庭'))
    await refused(base, 'bad-input', /（整体）|bonus/, () => give({ bonus: { ...bonus.bonus, points: '-2' } }, liaison('甲局')))
    await refused(base, 'bad-input', /（整体）|bonus/, () => give({ ...bonus, ...deduction }, liaison('甲局')))
    await refused(base, 'bad-input', /（整体）|document/, () => give({ bonus: { points: '2', ground: '表彰' } }, liaison('甲局')))
  })
})
