import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { hand, ruleOn, settleStep } from '../support/small-pack/stages.ts'
import { storeScores } from '../../records/score.ts'
import { entriesOf, liaison, office, openYear, putBook, refused, smallBook, smallPack, useDatabase } from '../support/small-pack/year.ts'

const base = useDatabase()
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

describe('self-check and report', () => {
  test('only units with a task book have them', async () => {
    const year = await openYear(base, { at: '2017-12-01T00:30:00.000Z' })
    await putBook(
      year,
      smallBook.filter((each) => each.unit === '乙局'),
    )
    await year.openNow('report')
    expect((await year.tasks('report')).map((task) => task.key)).toEqual(['乙局'])
  })

  test('a report covers each indicator in force, with what the unit claims', async () => {
    const year = await openYear(base, { at: '2017-12-01T00:30:00.000Z' })
    await putBook(year)
    await year.openNow('report')
    const items = [{ indicator: '1', done: '100', claim: '20' }, { indicator: '2', done: '80.5', note: '欠' }] // prettier-ignore
    const give = (content: unknown) => hand(year, 'report', '甲局', liaison('甲局'), content)
    await refused(base, 'bad-input', /缺少 2/, () => give({ summary: '总', items: items.slice(1, 1).concat(items.slice(0, 1)) }))
    await refused(base, 'bad-input', /summary/, () => give({ items }))
    await refused(base, 'bad-input', /claim.*实为 `-1`/, () => give({ summary: '总', items: [{ ...items[0], claim: '-1' }, items[1]] }))
    await refused(base, 'bad-input', /指标 1 的自评分应不超过 20 分，实为 20\.5 分/, () =>
      give({ summary: '总', items: [{ ...items[0], claim: '20.5' }, items[1]] }),
    )
    await give({ summary: '总', items })
  })
})

describe('spot check', () => {
  test('the sample of a cycle follows from its seed, and is in its log', async () => {
    for (const seed of ['1', '2', '3', '4']) {
      const year = await openYear(base, { seed, at: '2017-07-10T00:30:00.000Z' })
      await putBook(year)
      await year.openNow('spot-check')
      const secret = sha256(`${seed}/spot-check`)
      const drawn = sha256(`${secret}/甲局`) < sha256(`${secret}/乙局`) ? '甲局' : '乙局'
      expect((await year.tasks('spot-check')).map((task) => [task.unit, task.assignee_body])).toEqual([[drawn, '考核办']])
      expect((await entriesOf(year)).find((entry) => entry.verb === 'draw')).toMatchObject({
        content: { secret, seed: secret, from: ['乙局', '甲局'], sample: [drawn] },
      })
    }
  })

  test('checks the indicators whose checkpoint has come, and all where none has', async () => {
    const pack = smallPack((files) => (files['plan.yaml'] = files['plan.yaml']!.replace('sample: "1"', 'sample: "2"')))
    const year = await openYear(base, { pack, at: '2017-07-10T00:30:00.000Z' })
    const until = (on: string) => ({ checkpoints: [{ on, text: '过半' }] })
    const [one, two, three] = smallBook as [(typeof smallBook)[0], (typeof smallBook)[0], (typeof smallBook)[0]]
    await putBook(year, [{ ...one, ...until('2017-07-10') }, { ...two, ...until('2017-07-11') }, three])
    await year.openNow('spot-check')
    const found = (...indicators: string[]) => ({ team: ['王', '赵'], findings: indicators.map((indicator) => ({ indicator, met: true })) })
    await refused(base, 'bad-input', /不在本次抽查范围内的指标：2/, () => hand(year, 'spot-check', '甲局', office, found('1', '2')))
    await refused(base, 'bad-input', /抽查组至少两人/, () => hand(year, 'spot-check', '甲局', office, { ...found('1'), team: ['王'] }))
    await refused(base, 'wrong-role', /应由“考核办”办理/, () => hand(year, 'spot-check', '甲局', liaison('甲局'), found('1')))
    await hand(year, 'spot-check', '甲局', office, found('1'))
    await hand(year, 'spot-check', '乙局', office, found('1'))
    expect(await settleStep(year, 'spot-check')).toEqual({ done: true })
  })
})

describe('rectification', () => {
  const measures = { measures: [{ problem: '台账', measure: '补', result: '已补' }] }
  const days = { opens: '2018-03-01', due: '2018-03-28' }

  async function open() {
    const year = await openYear(base, { at: '2018-03-01T00:30:00.000Z' })
    await putBook(year)
    const note = (unit: string, value: string) => ({ unit, input: 'unfinished', item: '1', value })
    await year.inChange((open) => storeScores(open, [note('甲局', '1'), note('乙局', '0')]))
    await year.openNow('rectification', days)
    return year
  }

  test('concerns units with findings or unfinished tasks, and none whose note was corrected to zero', async () => {
    const year = await open()
    expect((await year.tasks('rectification')).map((task) => task.key)).toEqual(['甲局'])
  })

  test('a report goes before the office, which may return it for five more working days', async () => {
    const year = await open()
    await refused(base, 'bad-input', /measures/, () => hand(year, 'rectification', '甲局', liaison('甲局'), { measures: [] }))
    await hand(year, 'rectification', '甲局', liaison('甲局'), measures)
    expect(await year.task('rectification', '甲局/验收')).toMatchObject({ verb: 'decide', due_at: '2018-03-28T16:00:00.000Z' })
    await year.moveTo('2018-03-28T02:00:00.000Z')
    await refused(base, 'bad-input', /应写明理由/, () => ruleOn(year, 'rectification', '甲局/验收', 'return'))
    await ruleOn(year, 'rectification', '甲局/验收', 'return', office, '未见实效')
    // 29, 30 March, 2, 3, 4 April 2018 (清明 from the 5th)
    expect(await year.task('rectification', '甲局/验收/退回')).toMatchObject({ assignee_unit: '甲局', due_at: '2018-04-04T16:00:00.000Z' })
    expect(await settleStep(year, 'rectification')).toEqual({ done: false })
    await hand(year, 'rectification', '甲局/验收/退回', liaison('甲局'), measures)
    await ruleOn(year, 'rectification', '甲局/验收/退回/验收', 'accept')
    expect(await settleStep(year, 'rectification')).toEqual({ done: true })
  })
})
