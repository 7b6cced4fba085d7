import { expect, test } from 'vitest'
import { lint } from '../../scoring/index.ts'
import { draw, secretOf } from '../../steps/draw.ts'
import { hand, settleStep } from '../support/small-pack/stages.ts'
import { entriesOf, liaison, office, openYear, refused, smallPack, useDatabase, type Year } from '../support/small-pack/year.ts'

const base = useDatabase()
const s = '{ article: 一, quote: 得分按下列办法计算 }'
const packOf = (after = '[hearing]') =>
  smallPack((files) => {
    files['plan.yaml'] = files['plan.yaml']!.replace('raters: leader,', `raters: leader, attended: hearing, after: ${after},`)
      .replace('raters: "class:departments,towns",', `raters: "class:departments,towns", attended: hearing, after: ${after},`)
      .replace(
        '  - { key: leader-evaluation,',
        `  - { key: hearing, kind: hearing, name: 述职会, actor: office, classes: [departments], late: escalate, opens: 2017-12-11, due: 2017-12-12, source: ${s} }\n  - { key: leader-evaluation,`,
      )
  })

async function open(): Promise<{ year: Year; order: string[]; record: (more?: object) => Promise<unknown> }> {
  const year = await openYear(base, { pack: packOf(), seed: '7', at: '2017-12-11T00:30:00.000Z' })
  await year.openNow('hearing')
  const units = ['甲局', '乙局'].map((key) => ({ key, class: 'departments' }))
  const order = draw(secretOf('7', 'hearing'), units, { sample: 2, byClass: false }).map(({ key }) => key)
  const record = (more: object = {}) =>
    hand(year, 'hearing', 'record', office, {
      on: '2017-12-11',
      place: '会议室',
      spoke: order,
      present: ['李书记', '甲局', '丙镇'],
      ...more,
    })
  return { year, order, record }
}

test('the order of speaking is drawn and in the log; the record follows it, and says why somebody did not speak', async () => {
  const { year, order, record } = await open()
  expect((await entriesOf(year)).find(({ verb }) => verb === 'draw')?.content).toMatchObject({
    secret: secretOf('7', 'hearing'),
    sample: order,
  })
  await refused(base, 'bad-input', /发言次序应照抽签：第 1 个应为/, () => record({ spoke: order.toReversed() }))
  await refused(base, 'bad-input', /缺少/, () => record({ spoke: order.slice(0, 1) }))
  await refused(base, 'bad-input', /会议日期应为今日或以前/, () => record({ on: '2017-12-12' }))
  await refused(base, 'bad-input', /到会的评价人应在名册中，实有 某人/, () => record({ present: ['某人'] }))
  await refused(base, 'wrong-role', /应由“考核办”办理/, () => hand(year, 'hearing', 'record', liaison('甲局'), {}))
  await record({ spoke: order.slice(0, 1), absent: [{ unit: order[1], reason: '防汛值守' }] })
  expect(await settleStep(year, 'hearing')).toEqual({ done: true })
})

test('only those who were there score, and not before the meeting is recorded', async () => {
  const { year, record } = await open()
  await year.openNow('leader-evaluation')
  expect(await year.step('leader-evaluation')).toMatchObject({ state: 'scheduled', trouble: expect.stringContaining('尚未记录') as string })
  await record()
  await year.openNow('leader-evaluation')
  await year.openNow('peer-evaluation')
  expect((await year.tasks('leader-evaluation')).map(({ key }) => key)).toEqual(['李书记'])
  expect((await year.tasks('peer-evaluation')).map(({ key }) => key)).toEqual(['甲局', '丙镇'])
})

test('lint wants the meeting to come before', () => {
  const faults = (after: string) => lint(packOf(after)).flatMap(({ code }) => (code === 'plan-attended' ? [code] : []))
  expect([faults('[hearing]'), faults('[report]')]).toEqual([[], ['plan-attended', 'plan-attended']])
})
