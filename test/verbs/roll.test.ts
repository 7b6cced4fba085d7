import { describe, expect, test } from 'vitest'
import { carryPlan } from '../../client/carry-over.ts'
import { carriedView } from '../../client/views/carried.ts'
import { circularView } from '../../client/views/circular.ts'
import { circularText } from '../../client/circular-text.ts'
import { originsOf } from '../../client/views/origins.ts'
import { decide } from '../../client/verbs/decide.ts'
import { publish } from '../../client/verbs/publish.ts'
import { registerPost } from '../../client/verbs/register-post.ts'
import { roll } from '../../client/verbs/roll.ts'
import { submit } from '../../client/verbs/submit.ts'
import { factsOf } from '../../records/facts.ts'
import { storeSubmission } from '../../records/submission.ts'
import { storeParameters } from '../../records/parameter.ts'
import { lockStep } from '../../records/step.ts'
import { openStep, stepChange } from '../../activities/open-step.ts'
import { change } from '../../records/transaction.ts'
import { storeAdditions } from '../../steps/additions.ts'
import { computeStep, putFacts } from '../support/small-pack/stages.ts'
import { edit, type Edit } from '../support/small-pack/versions.ts'
import { checker, contents, liaison, office, openYear, smallPack, useDatabase, type Year } from '../support/small-pack/year.ts'

const base = useDatabase()
const s = '{ article: 一, quote: 得分按下列办法计算 }'

/** The small pack with grades (200 points or more are good), last year's grade as an input, and awards that know their day. */
const rules: Edit = (files) => {
  edit('scoring.yaml', 'inputs:\n', `inputs:\n  lastYear.grade: { type: choice, values: [好, 中, 无], label: 上年等次, by: 办, classes: [departments], source: ${s} }\n`)(files)
  edit('scoring.yaml', 'label: 加分, by: 办, fields: { ', 'label: 加分, by: 办, fields: { on: { type: date, optional: "true" }, document: { type: text, optional: "true" }, ')(files)
  edit('scoring.yaml', 'indicatorFields:\n', `parameters:\n  closing: { type: date, label: 结束之日, by: 办, source: ${s} }\nindicatorFields:\n`)(files)
  files['scoring.yaml'] += `carryOver:
  - { from: grade, input: lastYear.grade, words: { good: 好, fair: 中 }, otherwise: 无, source: ${s} }
  - { from: events, input: bonus, on: on, after: closing, source: ${s} }
  - { from: rectifications, source: ${s} }
`
  files['grades.yaml'] += `grades:
  - { key: good, label: 良好, classes: [departments], when: { op: compare, left: { op: standing, field: published }, is: atLeast, right: "200" }, source: ${s} }
  - { key: fair, label: 合格, classes: [departments], source: ${s} }
`
  files['plan.yaml'] += `  - { key: last-year, kind: results, name: 上年等次, classes: [departments], inputs: [lastYear.grade], actor: "body:考核办", opens: 2017-04-03, due: 2017-04-07, late: escalate, source: ${s} }\n`
} // prettier-ignore
const last = smallPack(rules)
/** The year after: 乙局 is no more, and the circular shows grades only. */
const next = smallPack((files) => {
  rules(files)
  files['pack.yaml'] = files['pack.yaml']!.replaceAll('2017', '2018')
  files['roster.yaml'] = files['roster.yaml']!.replace(/ {2}- \{ key: 乙局, .*\n/, '').replace(', unit: 乙局', '')
}) // prettier-ignore

/** A published year: 甲局 203 is 良好, 乙局 190 合格; 甲局 has an award before and one after the close, both have something to put right. */
async function published(): Promise<Year> {
  const year = await openYear(base, { pack: last })
  await putFacts(year)
  await year.inChange(async (open) => {
    const { id } = await storeSubmission(open, { step: 'additions', unit: '甲局', content: {} })
    await storeParameters(open, { closing: '2018-01-31' }, '小字5号', id)
    await storeAdditions(open, id, '甲局', 'bonus', [
      { points: '1', ground: '市级表彰', fields: { on: '2017-06-01' } },
      { points: '2', ground: '省级表彰', document: '省字1号', fields: { on: '2018-02-01' } },
    ])
    await storeAdditions(open, id, '甲局', 'verification', [{ points: '1', ground: '台账缺失' }])
    await storeAdditions(open, id, '乙局', 'verification', [{ points: '1', ground: '照片不符' }])
  }, checker)
  await registerPost(year.as(office), { post: liaison('甲局'), name: '张三', mail: 'zhangsan@example.gov.cn' })
  await year.moveTo('2018-01-02T00:30:00.000Z')
  await year.openNow('computation')
  await computeStep(year, 'computation')
  await year.openNow('publication', { opens: '2018-01-02', due: '2018-01-03' })
  await publish(year.as(office), { task: (await year.task('publication', 'publish')).id, document: '小字6号' })
  await year.openNow('rectification', { opens: '2018-01-02', due: '2018-01-31' })
  return year
}
const rolled = (year: Year, id: string) =>
  roll(base.database, { from: year.cycle, id, pack: next, seed: '1', post: office, kind: 'rehearsal', clockAt: '2018-03-26T00:00:00.000Z' })

describe('the year after', () => {
  test('takes over grades, late awards, open rectifications and posts as facts that say where they come from; nothing is lost, nothing twice', async () => {
    const year = await published()
    const measures = [{ problem: '台账缺失', measure: '补记', result: '已补' }]
    await submit(year.as(liaison('甲局')), { task: (await year.task('rectification', '甲局')).id, content: { measures } })
    await decide(year.as(office), { task: (await year.task('rectification', '甲局/验收')).id, outcome: 'return', reason: '未补全' })

    const preview = await carryPlan(base.database, year.cycle, next)
    const before = await contents(base)
    expect(preview.items.map(({ kind, unit, words }) => [kind, unit, words])).toEqual([
      ['grade', '甲局', '上年等次：好（良好）'],
      ['absent', '乙局', '上年等次：中（合格）：不在新的名册中，未转入'],
      ['award', '甲局', '加分：省级表彰（2018-02-01，在 2018-01-31 之后）'],
      ['absent', '乙局', 'rectification：乙局（未验收）：不在新的名册中，未转入'],
      ['rectification', '甲局', 'rectification：甲局（未验收）：台账缺失'],
      ['post', '甲局', '岗位 甲局/联络员 的姓名和邮箱'],
    ])
    expect(await contents(base)).toEqual(before)

    const id = `${year.cycle}-next`
    const answer = await rolled(year, id)
    expect(answer).toMatchObject({ cycle: id, fresh: true })
    expect(answer.carried.map(({ kind, became }) => [kind, became?.replace(/\d+/, 'n') ?? null])).toEqual([
      ['grade', 'score/n'],
      ['absent', null],
      ['award', 'addition/n'],
      ['absent', null],
      ['rectification', null],
      ['post', 'post/甲局/联络员'],
    ])
    const facts = await factsOf(base.database, id, next)
    expect(facts.units['甲局']).toMatchObject({ 'lastYear.grade': { value: '好' }, bonus: [{ points: '2', ground: '省级表彰', document: '省字1号', on: '2018-02-01' }] })
    const { byKey } = await originsOf(base.database, id, '甲局', next, ({ by_post }) => by_post)
    const origin = [...byKey.values()].map(({ key, document }) => [key.split('/')[0], document])
    expect(origin).toEqual([
      ['addition', `省字1号；由周期 ${year.cycle} 转入（${answer.carried[2]!.row}）`],
      ['score', `由周期 ${year.cycle} 转入（result/1/甲局）`],
    ])
    const post = base.database.selectFrom('post').selectAll().where('cycle', '=', id).where('key', '=', liaison('甲局'))
    expect(await post.executeTakeFirst()).toMatchObject({ name: '张三', mail: 'zhangsan@example.gov.cn' })
    expect(JSON.stringify(await base.database.selectFrom('carried').selectAll().where('cycle', '=', id).execute())).not.toMatch(/张三|zhangsan/)
    expect(await carriedView(base.database, id, '甲局')).toMatchObject([{ kind: 'grade', from: year.cycle, row: 'result/1/甲局' }, {}, {}, {}])

    const whole = await contents(base)
    expect(await rolled(year, id)).toEqual({ ...answer, fresh: false })
    expect(await contents(base)).toEqual(whole)
  }) // prettier-ignore

  test('asks a unit for what it has to put right when it declares, and the table of last year replaces what was taken over', async () => {
    const year = await published()
    const id = `${year.cycle}-next`
    await rolled(year, id)
    await open(id, 'declaration')
    const tasks = await base.database.selectFrom('task').select(['unit', 'title']).where('cycle', '=', id).execute()
    expect(tasks).toEqual([{ unit: '甲局', title: 'declaration：甲局（上年整改事项 1 项须列入，见 cycle carried）' }])
    await open(id, 'last-year')
    const task = await base.database.selectFrom('task').select('id').where('cycle', '=', id).where('step', '=', 'last-year').executeTakeFirstOrThrow()
    await submit({ database: base.database, cycle: id, post: office }, { task: task.id, content: { results: { 甲局: { 'lastYear.grade': '中' } } } })
    expect((await factsOf(base.database, id, next)).units['甲局']).toMatchObject({ 'lastYear.grade': { value: '中' } })
  }) // prettier-ignore

  test('is not opened from a year that is not published, nor under the id of another one', async () => {
    const year = await openYear(base, { pack: last })
    await expect(rolled(year, `${year.cycle}-next`)).rejects.toThrow('还没有公布，不能转入下年')
    const other = await published()
    await expect(rolled(other, year.cycle)).rejects.toThrow('所用的是另一个规则包')
  })
})

test('the circular shows classes in order of rank, grades, lists, the document and to whom it goes, as far as the pack lets it', async () => {
  const year = await published()
  const view = await circularView(year.database, year.cycle)
  expect(view.published).toMatchObject({ document: '小字6号' })
  const text = circularText(view)
  expect(text).toContain('# 关于小规则考评结果的通报\n\n文号：小字6号')
  expect(text).toContain(
    '| 名次 | 单位 | 成绩 | 等次 |\n| --- | --- | --- | --- |\n| 1 | 甲局 | 205.00 | 良好 |\n| 2 | 乙局 | 189.00 | 合格 |',
  )
  expect(text).toContain('良好（1 个）：甲局')
  expect(text).toContain(`第 1 版（${last.hash}）`)
  const quiet = smallPack((files) => {
    edit('plan.yaml', 'kind: publication,', `kind: publication, circular: { audience: 本级各部门, shows: [grades], source: ${s} },`)(files)
  })
  const draft = await openYear(base, { pack: quiet })
  await putFacts(draft)
  await draft.moveTo('2018-01-02T00:30:00.000Z')
  await draft.openNow('computation')
  await computeStep(draft, 'computation')
  const own = circularText(await circularView(draft.database, draft.cycle))
  expect(own).toContain('（草稿，尚未公布）')
  expect(own).toContain('通报范围：本级各部门（一）')
  expect(own).not.toMatch(/203|名次 \|/)
})

async function open(cycle: string, key: string): Promise<void> {
  await change(base.database, { cycle, post: 'system' }, async (within) => {
    const dates = { state: 'scheduled', opens_at: '2018-03-26T00:00:00.000Z', due_at: '2018-04-06T16:00:00.000Z' } as const
    await within.db.updateTable('step').set(dates).where('cycle', '=', cycle).where('key', '=', key).execute()
    await openStep(await stepChange(within, await lockStep(within.db, cycle, key, 'exclusive')))
  })
}
