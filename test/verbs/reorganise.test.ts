import { expect, test } from 'vitest'
import { submit } from '../../client/verbs/submit.ts'
import { decide } from '../../client/verbs/decide.ts'
import { reorganise } from '../../client/verbs/reorganise.ts'
import { withdrawIndicator } from '../../client/verbs/withdraw-indicator.ts'
import { factsOf } from '../../records/facts.ts'
import { packOfCycle } from '../../records/pack.ts'
import { storeScores } from '../../records/score.ts'
import { openTasks } from '../../records/task.ts'
import { outcomeOf } from '../../records/result.ts'
import { explain, score, verify } from '../../scoring/index.ts'
import { changingPack, scoredBefore } from '../support/small-pack/changing.ts'
import { computeStep, hand } from '../support/small-pack/stages.ts'
import {
  checker,
  entriesOf,
  liaison,
  office,
  openYear,
  putBook,
  refused,
  smallPack,
  useDatabase,
  type Year,
} from '../support/small-pack/year.ts'

const base = useDatabase()
const october = { on: '2017-10-01', document: '县编委〔2017〕8号', reason: '机构改革' }
const merger = { kind: 'merge' as const, from: ['甲局', '乙局'], into: { key: '新局' }, ...october }
/** Task books are out, and it is 10:00 on 2017-10-09. */
async function inOctober(pack = changingPack()): Promise<Year> {
  const year = await openYear(base, { pack })
  await putBook(year)
  for (const key of ['task-book', 'town-task-book'])
    await base.database
      .updateTable('step')
      .set({
        state: 'settled',
        opens_at: '2017-04-25T00:00:00.000Z',
        due_at: '2017-04-26T00:00:00.000Z',
        settled_at: '2017-04-25T00:00:00.000Z',
      })
      .where('cycle', '=', year.cycle)
      .where('key', '=', key)
      .execute()
  await year.moveTo('2017-10-09T02:00:00.000Z')
  return year
}
const inForce = async (year: Year) => (await packOfCycle(base.database, year.cycle)).roster.units.map(({ key, name }) => `${key} ${name}`)
const bookOf = async (year: Year, unit: string) => {
  const facts = await factsOf(base.database, year.cycle, await packOfCycle(base.database, year.cycle))
  return facts.units[unit]?.indicators as { [key: string]: { [field: string]: unknown } }
}

test('a renamed unit keeps its key, its tasks and its papers, and has the new name from then on', async () => {
  const year = await inOctober()
  await year.openNow('self-check', { opens: '2017-10-09', due: '2017-10-12' })
  await reorganise(year.as(office), { kind: 'rename', unit: '甲局', name: '甲委员会', ...october })
  expect(await inForce(year)).toEqual(['甲局 甲委员会', '乙局 乙局', '丙镇 丙镇'])
  expect((await year.task('self-check', '甲局')).title).toBe('self-check：甲局')
  await year.openNow('report', { opens: '2017-10-09', due: '2017-10-12' })
  expect((await year.task('report', '甲局')).title).toBe('report：甲委员会')
  const told = await base.database
    .selectFrom('notice')
    .select(['title', 'detail'])
    .where('cycle', '=', year.cycle)
    .where('kind', '=', 'decided')
    .execute()
  expect(told).toEqual([{ title: '自 2017-10-01 起，甲局更名为甲委员会', detail: '县编委〔2017〕8号' }])
})

test('units that are merged: history stays, open tasks are cancelled with the reason, the successor gets what is still to be done', async () => {
  const year = await inOctober()
  await year.openNow('self-check', { opens: '2017-10-09', due: '2017-10-12' })
  await hand(year, 'self-check', '乙局', liaison('乙局'), { progress: [{ indicator: '1', done: '50' }] })
  const preview = await reorganise(year.as(office), { ...merger, preview: true })
  expect([preview.cancelled.map(({ title }) => title), preview.opened, preview.indicators]).toEqual([
    ['self-check：甲局'],
    ['self-check：新局'],
    3,
  ])
  expect(await inForce(year)).toEqual(['甲局 甲局', '乙局 乙局', '丙镇 丙镇'])
  await reorganise(year.as(office), merger)
  expect(await inForce(year)).toEqual(['新局 新局', '丙镇 丙镇'])
  expect((await year.tasks('self-check')).map(({ key, state }) => `${key} ${state}`)).toEqual(['甲局 cancelled', '乙局 done', '新局 open'])
  const why = await base.database.selectFrom('cancellation').select(['reason', 'document']).where('cycle', '=', year.cycle).execute()
  expect(why).toEqual([{ reason: '单位自 2017-10-01 起并入新局，未办事项由其承接', document: '县编委〔2017〕8号' }])
  expect(Object.keys(await bookOf(year, '新局'))).toEqual(['乙局·1', '甲局·1', '甲局·2'])
  const kept = await base.database
    .selectFrom('indicator')
    .select(['unit', 'key'])
    .where('cycle', '=', year.cycle)
    .where('unit', '=', '甲局')
    .execute()
  expect(kept).toHaveLength(2)
  const done = await hand(year, 'self-check', '新局', liaison('新局'), {
    progress: ['甲局·1', '甲局·2', '乙局·1'].map((indicator) => ({ indicator, done: '60' })),
  })
  expect(done.task).not.toBeNull()
  expect((await entriesOf(year)).filter(({ verb }) => verb === 'reorganise').map(({ subject }) => subject.split('/')[0])).toEqual([
    'reorganisation',
  ])
})

test('scores of the units before stay, the successor is scored from them by the rule of the pack, and the trace says so and holds', async () => {
  const year = await inOctober()
  await scoredBefore(year)
  await reorganise(year.as(office), merger)
  await year.inChange((open) => storeScores(open, [{ unit: '新局', input: 'leaders', item: '张市长', value: '85' }]), checker)
  const pack = await packOfCycle(base.database, year.cycle)
  const facts = await factsOf(base.database, year.cycle, pack)
  const result = score(pack, facts).units.find(({ unit }) => unit === '新局')!
  // (18 + 10 + 10) of the indicators, (90 + 80) ÷ 2 of the process, 85 of the leaders
  expect([result.total, verify(pack, result.trace)]).toEqual(['208', []])
  const texts = explain(pack, result.trace).map(({ text }) => text)
  expect(texts.some((text) => text.includes('3 项承接自乙局、甲局'))).toBe(true)
  expect(
    texts.some((text) => text.startsWith('过程得分：按天数加权（县编委〔2017〕8号）：过程得分（2017-01-01 至 2017-09-30，273 天，甲局')),
  ).toBe(true)
  expect(score(year.pack, facts).units.map(({ unit, total }) => [unit, total])).toEqual(
    score(pack, facts).units.map(({ unit, total }) => [unit, total]),
  )
  const old = await base.database.selectFrom('score').select('id').where('cycle', '=', year.cycle).where('unit', '=', '甲局').execute()
  expect(old).toHaveLength(3)
})

test('a unit that takes another in counts its own number for the whole year, the other for the days before', async () => {
  const year = await inOctober()
  await scoredBefore(year)
  await reorganise(year.as(office), { ...merger, into: { key: '甲局' } })
  const pack = await packOfCycle(base.database, year.cycle)
  const { trace } = score(pack, await factsOf(base.database, year.cycle, pack)).units.find(({ unit }) => unit === '甲局')!
  // 90 and 80 side by side for 273 days, then 90 alone for 92: (90 × 273 + 80 × 273 + 90 × 184) ÷ 730
  expect(trace.steps.find(({ id }) => id === 'input:process')?.value).toBe('86.26027397260273972602739726027397260274')
})

test('a unit that is split gives each successor its indicators with their scores, and its number of the time before', async () => {
  const year = await inOctober()
  await scoredBefore(year)
  const into = [
    { key: '甲局', indicators: ['1'] },
    { key: '戊局', indicators: ['2'] },
  ]
  await reorganise(year.as(office), { kind: 'split', unit: '甲局', into, ...october })
  expect([Object.keys(await bookOf(year, '甲局')), Object.keys(await bookOf(year, '戊局'))]).toEqual([['1'], ['2']])
  const pack = await packOfCycle(base.database, year.cycle)
  const facts = await factsOf(base.database, year.cycle, pack)
  expect(facts.units['戊局']?.['process']).toMatchObject({ by: 'split', segments: [{ unit: '甲局', until: '2017-09-30', value: '90' }] })
  expect(facts.units['甲局']?.['process']).toMatchObject({ value: '90' })
})

test('what cannot be is refused in words and leaves no trace', async () => {
  const year = await inOctober()
  const merge =
    (more: object, post: string = office) =>
    () =>
      reorganise(year.as(post), { ...merger, ...more } as never)
  await refused(base, 'wrong-role', /应由“考核办”办理/, merge({}, liaison('甲局')))
  await refused(base, 'not-found', /没有“丁局”/, merge({ from: ['甲局', '丁局'] }))
  await refused(base, 'bad-input', /已经到来，实为 2017-11-01/, merge({ on: '2017-11-01' }))
  await refused(base, 'bad-input', /两个以上不同的原单位/, merge({ from: ['甲局'] }))
  await refused(base, 'bad-input', /现有的另一单位/, merge({ into: { key: '丙镇' } }))
  await refused(base, 'bad-input', /恰好包含 2 项/, () =>
    reorganise(year.as(office), {
      kind: 'split',
      unit: '甲局',
      ...october,
      into: [
        { key: '戊局', indicators: ['1'] },
        { key: '己局', indicators: [] },
      ],
    }),
  )
  const plain = await inOctober(smallPack())
  await refused(base, 'conflict', /没有规定单位合并的计分办法/, () => reorganise(plain.as(office), merger))
})

test('once results are computed the units of the year are those that were ranked', async () => {
  const year = await inOctober()
  await scoredBefore(year)
  await year.inChange(
    (open) =>
      storeScores(open, [
        { unit: '丙镇', input: 'party.raw', value: '99' },
        { unit: '丙镇', input: 'party.full', value: '110' },
      ]),
    checker,
  )
  await year.moveTo('2018-01-02T00:30:00.000Z')
  await year.openNow('computation')
  await computeStep(year, 'computation')
  const before = await outcomeOf(base.database, year.cycle, 1)
  await refused(base, 'conflict', /成绩已经计算/, () => reorganise(year.as(office), merger))
  expect(await outcomeOf(base.database, year.cycle, 1)).toEqual(before)
})

test('full points that were adjusted on 1 July are scored and counted in two parts of 181 and 184 days', async () => {
  const year = await inOctober()
  await year.openNow('adjustment')
  const asked = { indicator: '1', full: '10', from: '2017-07-01', reason: '上级指标年中调整', document: '上级函1号' }
  await submit(year.as(liaison('甲局')), { step: 'adjustment', content: asked })
  const [task] = await year.tasks('adjustment')
  await decide(year.as(office), { task: task!.id, outcome: 'approve' })
  await year.openNow('assessment', { opens: '2017-10-09', due: '2017-12-15' })
  await refused(base, 'bad-input', /应按 2017-01-01 至 2017-06-30（分值 20）、2017-07-01 至 2017-12-31（分值 10） 分段/, () =>
    hand(year, 'assessment', '甲局@乙局办', '乙局办#1', { items: [{ indicator: '1', points: '10' }] }),
  )
  const segments = [
    { from: '2017-01-01', points: '18', ground: '一件逾期' },
    { from: '2017-07-01', points: '9', ground: '一件逾期' },
  ]
  await hand(year, 'assessment', '甲局@乙局办', '乙局办#1', { items: [{ indicator: '1', segments }] })
  const pack = await packOfCycle(base.database, year.cycle)
  const { trace } = score(pack, await factsOf(base.database, year.cycle, pack)).units.find(({ unit }) => unit === '甲局')!
  expect(trace.steps.find(({ id }) => id === 'input:indicators.1.result')?.value).toBe('13.46301369863013698630136986301369863014')
})

test('complaint 16: an indicator is withdrawn by document and two people, its scores stay, the points of the others follow the pack', async () => {
  const year = await inOctober(changingPack({ withdrawn: 'proportional' }))
  await scoredBefore(year)
  await year.openNow('adjustment')
  const asked = { unit: '甲局', indicator: '2', document: '县考核办〔2017〕5号', reason: '任务取消' }
  await withdrawIndicator(year.as(office), asked)
  const [task] = await year.tasks('adjustment')
  await refused(base, 'wrong-role', /不能审核自己报送/, () => decide(year.as(office), { task: task!.id, outcome: 'approve' }))
  await decide(year.as(checker), { task: task!.id, outcome: 'approve' })
  const pack = await packOfCycle(base.database, year.cycle)
  const facts = await factsOf(base.database, year.cycle, pack)
  const { trace } = score(pack, facts).units.find(({ unit }) => unit === '甲局')!
  // 30 points were issued, 20 remain: 18 × 30 ÷ 20 = 27
  expect(trace.steps.find(({ id }) => id === 'input:indicators.1.result')?.value).toBe('27')
  expect(trace.steps.find(({ op }) => op === 'withdrawn')?.detail['document']).toBe('县考核办〔2017〕5号')
  expect(verify(pack, trace)).toEqual([])
  const rows = await base.database.selectFrom('score').select('value').where('cycle', '=', year.cycle).where('item', '=', '2').execute()
  expect(rows).toHaveLength(1)
})

test('what a leading body decides for a silent one goes over to the successor, and is still its to decide, with minutes', async () => {
  const ask = '{ policy: askLeadingGroup, body: 领导组, participants: "2", after: "1", source: { article: 一, quote: 得分按下列办法计算 } }'
  const year = await inOctober(
    smallPack((files) => {
      const rule = '{ rule: daysWeighted, events: carried, source: { article: 一, quote: 得分按下列办法计算 } }'
      files['roster.yaml'] += `reorganisation: { merged: ${rule} }\n`
      files['plan.yaml'] = files['plan.yaml']!.replace('{ key: assessment,', `{ key: assessment, silence: ${ask},`)
    }),
  )
  await year.openNow('assessment', { opens: '2017-10-09', due: '2017-10-13' })
  const silent = await year.task('assessment', '甲局@考核办')
  await year.inChange(async (open) => {
    await open.db.updateTable('task').set({ state: 'lapsed' }).where('id', '=', silent.id).execute()
    const leading = { key: '甲局@考核办/领导组', verb: 'submit', unit: '甲局', assignee: { body: '考核办' }, substitute: '领导组' } as const
    await openTasks(open, 'assessment', [{ ...leading, standsFor: silent.id, title: 'assessment：甲局', due: silent.due_at }])
  })
  await reorganise(year.as(office), merger)
  const task = await year.task('assessment', '新局@考核办/领导组')
  expect(task).toMatchObject({ state: 'open', stands_for: silent.id, substitute_body: '领导组', unit: '新局', title: 'assessment：新局' })
  const items = ['甲局·1', '甲局·2', '乙局·1'].map((indicator) => ({ indicator, points: '1', ground: '集体讨论' }))
  const decideOn = (participants: string[]) =>
    submit(year.as('领导组#1'), { task: task.id, content: { items, document: '领导组纪要5号', participants } })
  await refused(base, 'bad-input', /领导组决定至少 2 人参加/, () => decideOn(['甲']))
  await decideOn(['甲', '乙'])
  const rows = base.database.selectFrom('score').select('policy').where('cycle', '=', year.cycle).where('unit', '=', '新局')
  expect(new Set((await rows.execute()).map(({ policy }) => policy))).toEqual(new Set(['askLeadingGroup']))
})
