import { describe, expect, test } from 'vitest'
import { consultationOf } from '../../client/views/consultation.ts'
import { decide } from '../../client/verbs/decide.ts'
import { withdraw } from '../../client/verbs/withdraw.ts'
import { DRAFT } from '../../steps/consultation.ts'
import { proceedingsPack } from '../support/small-pack/proceedings.ts'
import { hand, ruleOn, settleStep } from '../support/small-pack/stages.ts'
import { checker, entriesOf, liaison, office, openYear, refused, useDatabase } from '../support/small-pack/year.ts'

const base = useDatabase()
const none = { noOpinion: true }
const two = { opinions: [{ indicator: '1', text: '分值偏低' }, { text: '时限太紧' }] }

/** Monday, 2017-04-10: the draft is out. */
async function consulted() {
  const year = await openYear(base, { pack: proceedingsPack(), at: '2017-04-10T00:30:00.000Z' })
  await year.openNow('consultation')
  const task = (await year.task('consultation', DRAFT)).id
  const issue = (document?: string) => decide(year.as(office), { task, outcome: 'issue', ...(document === undefined ? {} : { document }) })
  return { year, issue }
}

describe('consultation', () => {
  test('nobody is asked before the draft is issued under a number; then every department and every assessing body is', async () => {
    const { year, issue } = await consulted()
    expect((await year.tasks('consultation')).map(({ key }) => key)).toEqual([DRAFT])
    await refused(base, 'bad-input', /应写明文号（--document），实为未填/, () => issue())
    await issue('考办函〔2017〕3号')
    expect((await year.tasks('consultation')).slice(1).map(({ key, verb, due_at }) => [key, verb, due_at])).toEqual([
      ['单位/甲局', 'submit', '2017-04-12T16:00:00.000Z'],
      ['单位/乙局', 'submit', '2017-04-12T16:00:00.000Z'],
      ['机构/乙局办', 'submit', '2017-04-12T16:00:00.000Z'],
      ['机构/牵头办', 'submit', '2017-04-12T16:00:00.000Z'],
    ])
    expect((await entriesOf(year)).find(({ verb }) => verb === 'consult')?.content).toMatchObject({
      document: '考办函〔2017〕3号',
      of: 'declaration',
      submissions: 0,
    })
  })

  test('a draft that goes out late still leaves two working days for the replies', async () => {
    const { year, issue } = await consulted()
    await year.moveTo('2017-04-13T02:00:00.000Z') // Thursday; the step was due on Wednesday
    await issue('函')
    expect((await year.task('consultation', '单位/甲局')).due_at).toBe('2017-04-17T16:00:00.000Z')
    expect(await settleStep(year, 'consultation')).toEqual({ done: false })
  })

  test('each opinion is answered, adopted or not, with its reason; silence is on record; then the step settles', async () => {
    const { year, issue } = await consulted()
    await issue('函')
    await hand(year, 'consultation', '单位/甲局', liaison('甲局'), two)
    await hand(year, 'consultation', '机构/牵头办', '牵头办#1', none)
    await hand(year, 'consultation', '机构/乙局办', '乙局办#1', none)
    await year.moveTo('2017-04-12T16:00:00.000Z')
    expect(await settleStep(year, 'consultation')).toEqual({ done: false }) // two opinions wait
    await refused(base, 'too-late', /已经逾期/, () => hand(year, 'consultation', '单位/乙局', liaison('乙局'), none))
    await refused(base, 'bad-input', /应写明理由/, () => ruleOn(year, 'consultation', '单位/甲局/1', 'adopt'))
    await refused(base, 'bad-input', /应为 adopt、adoptPartly、decline 之一/, () => ruleOn(year, 'consultation', '单位/甲局/1', 'approve'))
    await ruleOn(year, 'consultation', '单位/甲局/1', 'adopt', office, '已调高')
    await ruleOn(year, 'consultation', '单位/甲局/2', 'decline', checker, '上级限期')
    expect(await settleStep(year, 'consultation')).toEqual({ done: true })
    const views = await consultationOf(base.database, year.cycle)
    expect(views.map(({ who, reply, by }) => [who, reply, by])).toEqual([
      ['甲局', 'opinions', '甲局/联络员'],
      ['乙局', 'lapsed', null],
      ['乙局办', 'none', '乙局办#1'],
      ['牵头办', 'none', '牵头办#1'],
    ])
    expect(views[0]?.opinions.map(({ indicator, text, answer }) => [indicator, text, answer?.outcome, answer?.reason, answer?.by])).toEqual(
      [
        ['1', '分值偏低', 'adopt', '已调高', office],
        [null, '时限太紧', 'decline', '上级限期', checker],
      ],
    )
    const told = await base.database
      .selectFrom('notice')
      .selectAll()
      .where('cycle', '=', year.cycle)
      .where('kind', '=', 'decided')
      .execute()
    expect(told.map(({ post, detail }) => [post, detail])).toEqual([
      ['甲局/联络员', 'adopt：已调高'],
      ['甲局/联络员', 'decline：上级限期'],
    ])
  })

  test('a reply says opinions or none, is the own one, and is withdrawn only before an answer', async () => {
    const { year, issue } = await consulted()
    await issue('函')
    const reply = (content: unknown, post = liaison('甲局')) => hand(year, 'consultation', '单位/甲局', post, content)
    await refused(base, 'bad-input', /至少一条意见/, () => reply({ opinions: [] }))
    await refused(base, 'bad-input', /noOpinion|opinions/, () => reply({ ...two, ...none }))
    await refused(base, 'wrong-role', /应由“甲局”办理/, () => reply(none, liaison('乙局')))
    await reply(two)
    const task = (await year.task('consultation', '单位/甲局')).id
    const { cancelled } = await withdraw(year.as(liaison('甲局')), { task, reason: '重写' })
    expect(cancelled).toHaveLength(2)
    await hand(year, 'consultation', '单位/甲局/撤回', liaison('甲局'), { opinions: [{ text: '时限太紧' }] })
    await ruleOn(year, 'consultation', '单位/甲局/撤回/1', 'adoptPartly', office, '宽限五日')
    const again = (await year.task('consultation', '单位/甲局/撤回')).id
    await refused(base, 'already-done', /已经办结.*不能再撤回/, () => withdraw(year.as(liaison('甲局')), { task: again, reason: '再改' }))
  })
})
