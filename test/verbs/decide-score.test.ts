import { expect, test } from 'vitest'
import { decide } from '../../client/verbs/decide.ts'
import { decideScore, type DecideScoreInput } from '../../client/verbs/decide-score.ts'
import { reorganise } from '../../client/verbs/reorganise.ts'
import { submit } from '../../client/verbs/submit.ts'
import { computedUnit } from '../../client/views/explained.ts'
import { factsOf } from '../../records/facts.ts'
import { packOfCycle } from '../../records/pack.ts'
import { storeScores } from '../../records/score.ts'
import { explain, score, verify } from '../../scoring/index.ts'
import { niankao } from '../cli/command.ts'
import { changingPack, scoredBefore } from '../support/small-pack/changing.ts'
import { checker, entriesOf, liaison, office, openYear, putBook, refused, useDatabase, type Year } from '../support/small-pack/year.ts'

const base = useDatabase()
const october = { on: '2017-10-01', document: '县编委〔2017〕8号', reason: '机构改革' }
const paper = { document: '领导组纪要7号', reason: '两局职能不同' }

/** 甲局 (process 90) and 乙局 (process 80) were merged on 1 October into 新局; a document decides what its process is. */
async function merged(pack = changingPack({ merged: 'decision', adjusted: 'decision' })): Promise<Year> {
  const year = await openYear(base, { pack })
  await putBook(year)
  const day = '2017-04-25T00:00:00.000Z'
  const settled = { state: 'settled', opens_at: day, due_at: '2017-04-26T00:00:00.000Z', settled_at: day } as const
  for (const key of ['task-book', 'town-task-book'])
    await base.database.updateTable('step').set(settled).where('cycle', '=', year.cycle).where('key', '=', key).execute()
  await year.moveTo('2017-10-09T02:00:00.000Z')
  await scoredBefore(year)
  await reorganise(year.as(office), { kind: 'merge', from: ['甲局', '乙局'], into: { key: '新局' }, ...october })
  await year.inChange((open) => storeScores(open, [{ unit: '新局', input: 'leaders', item: '张市长', value: '85' }]), checker)
  return year
}

async function scoreOf(year: Year) {
  const pack = await packOfCycle(base.database, year.cycle)
  const found = score(pack, await factsOf(base.database, year.cycle, pack)).units.find(({ unit }) => unit === '新局')!
  expect(verify(pack, found.trace)).toEqual([])
  return { ...found, texts: explain(pack, found.trace).map(({ text }) => text) }
}
const settle = (year: Year, value: string, more: Partial<DecideScoreInput> = {}, post: string = office) =>
  decideScore(year.as(post), { unit: '新局', input: 'process', value, ...paper, ...more })

test('the score of a merged unit is open until a document decides it; a later document supersedes, and what people scored stays', async () => {
  const year = await merged()
  expect(await scoreOf(year)).toMatchObject({ total: null, missing: ['process'] })
  expect(await settle(year, '92.5')).toMatchObject({ unit: '新局', input: 'process', value: '92.5', was: null })
  // 18 + 10 + 10 of the indicators, 92.5 as decided, 85 of the leaders
  const first = await scoreOf(year)
  expect(first.total).toBe('215.5')
  expect(first.texts.filter((text) => text.includes('按文件决定（领导组纪要7号）'))).toHaveLength(1)
  expect(await settle(year, '88', { document: '领导组纪要9号' })).toMatchObject({ value: '88', was: '92.5' })
  expect((await scoreOf(year)).total).toBe('211')
  const entries = (await entriesOf(year)).filter(({ verb }) => verb === 'decide-score')
  expect(entries.map(({ subject, by, content }) => [subject, by, content])).toEqual([
    ['新局/process', office, expect.objectContaining({ value: '92.5', was: null, document: '领导组纪要7号', reason: '两局职能不同' })],
    ['新局/process', office, expect.objectContaining({ value: '88', was: '92.5', document: '领导组纪要9号' })],
  ])
  const given = base.database
    .selectFrom('score')
    .select('value')
    .where('cycle', '=', year.cycle)
    .where('input', '=', 'process')
    .orderBy('id')
  expect((await given.execute()).map(({ value }) => value)).toEqual(['90', '80'])
})

test('asked again with the same key it decides once', async () => {
  const year = await merged()
  const call = year.as(office, '定分')
  const input = { unit: '新局', input: 'process', value: '92.5', ...paper }
  const [one, two] = [await decideScore(call, input), await decideScore(call, input)]
  expect(two).toEqual(one)
  expect(await base.database.selectFrom('decided_score').select('value').where('cycle', '=', year.cycle).execute()).toHaveLength(1)
})

test('where full points were adjusted a document decides the points of the indicator, no more than its full points', async () => {
  const year = await merged()
  await year.openNow('adjustment')
  const asked = { indicator: '甲局·1', full: '12', from: '2017-10-08', reason: '上级指标年中调整', document: '上级函1号' }
  await submit(year.as(liaison('新局')), { step: 'adjustment', content: asked })
  const [task] = await year.tasks('adjustment')
  await decide(year.as(office), { task: task!.id, outcome: 'approve' })
  await settle(year, '92.5')
  const indicator = { input: 'result', indicator: '甲局·1' }
  await refused(base, 'bad-input', /“得分”应不超过 12(\.0+)?，实为 13/, () => settle(year, '13', indicator))
  await refused(base, 'not-found', /没有序号为“9”的指标/, () => settle(year, '1', { ...indicator, indicator: '9' }))
  expect((await scoreOf(year)).total).toBeNull()
  await settle(year, '11', indicator)
  // 11 as decided + 10 + 10, 92.5, 85
  expect((await scoreOf(year)).total).toBe('208.5')
})

test('only the office decides, only what the pack leaves to a decision, only within its bounds', async () => {
  const year = await merged()
  await refused(base, 'wrong-role', /应由“考核办”办理/, () => settle(year, '90', {}, liaison('新局')))
  await refused(base, 'not-found', /现有的被考评单位中没有“甲局”/, () => settle(year, '90', { unit: '甲局' }))
  await refused(base, 'conflict', /“丙镇”的“process”由规则包自己的办法算出/, () => settle(year, '90', { unit: '丙镇' }))
  await refused(base, 'bad-input', /规则包中没有这样的“leaders”/, () => settle(year, '90', { input: 'leaders' }))
  await refused(base, 'bad-input', /“过程得分”应不超过 100，实为 101/, () => settle(year, '101'))
  await refused(base, 'bad-input', /document：不能为空/, () => settle(year, '90', { document: ' ' }))
  await refused(base, 'bad-input', /value/, () => settle(year, '1e2'))
  const byDays = await merged(changingPack())
  await refused(base, 'conflict', /由规则包自己的办法算出，不由文件决定/, () => settle(byDays, '90'))
})

test('on the command line: the number is entered, and who asks for the old unit is told its successor', async () => {
  const year = await merged()
  const env = { DATABASE_URL: base.url }
  const paperArgs = ['--document', paper.document, '--reason', paper.reason, '--as', office]
  const done = await niankao(['unit', 'decide', year.cycle, '新局', 'process', '92.5', ...paperArgs], env)
  expect([done.status, done.stdout.trim()]).toEqual([0, '新局 的 process 由文件定为 92.5。'])
  const again = await niankao(['unit', 'decide', year.cycle, '新局', 'process', '90', ...paperArgs], env)
  expect(again.stdout.trim()).toBe('新局 的 process 由文件定为 90（原定 92.5）。')
  const old = await niankao(['explain', year.cycle, '甲局'], env)
  expect(old.status).not.toBe(0)
  expect(old.stdout + old.stderr).toContain(
    '“甲局”自 2017-10-01 起并入“新局”（县编委〔2017〕8号），不再单独列出；成绩见 新局，其中注明承接了什么。',
  )
})

test('a unit that was renamed, split and whose successor was merged again is followed to those that are', async () => {
  const year = await merged(changingPack())
  await reorganise(year.as(office), { kind: 'rename', unit: '新局', name: '新委员会', ...october, on: '2017-10-08' })
  const into = ['甲局·1', '甲局·2', '乙局·1'].map((key, n) => ({ key: `分局${n}`, indicators: [key] }))
  await reorganise(year.as(office), { kind: 'split', unit: '新局', into, ...october, on: '2017-10-09' })
  const asked = (named: string) => computedUnit(base.database, year.cycle, named)
  const renamed = '自 2017-10-08 起更名为“新委员会”（县编委〔2017〕8号）'
  const split = '自 2017-10-09 起分立为“分局0”、“分局1”、“分局2”（县编委〔2017〕8号），不再单独列出；成绩见 分局0、分局1、分局2'
  await expect(asked('乙局')).rejects.toMatchObject({
    code: 'not-found',
    message: expect.stringContaining(`“乙局”自 2017-10-01 起并入“新局”（县编委〔2017〕8号），其后${renamed}，其后${split}`) as string,
  })
  await expect(asked('新委员会')).rejects.toThrow(`“新委员会”${split}`)
  await expect(asked('丁局')).rejects.toThrow('没有名为“丁局”的被考评单位')
})
