import { expect, test } from 'vitest'
import { at } from '../../calendar/index.ts'
import { liaisonOf } from '../../client/posts.ts'
import { acknowledge } from '../../client/verbs/acknowledge.ts'
import { appeal } from '../../client/verbs/appeal.ts'
import { publish } from '../../client/verbs/publish.ts'
import { resolve } from '../../client/verbs/resolve.ts'
import { submit } from '../../client/verbs/submit.ts'
import { outcomeOf } from '../../records/result.ts'
import type { Difference } from '../../scoring/index.ts'
import { openRunningYear, type RunningYear } from '../support/running-year.ts'
import { useSystem } from '../support/system.ts'
import { mini, miniFiles, scoringOf } from '../scoring/packs.ts'

const system = useSystem()
let year: RunningYear

const s = 'source: { article: 一, quote: 得分按下列办法计算 }'
const step = (fields: string) => `  - { late: escalate, ${s}, ${fields} }`
const after = (key: string) => `after: [${key}], opens: { workingDays: "1", after: settled }, due: { workingDays: "5", after: opened }`

/** Four units and one place among the excellent, which brings 1,000 yuan; whoever is last is talked to. */
const pack = mini(
  '{ op: input, name: x }',
  {},
  {
    'scoring.yaml': scoringOf({ total: '{ op: input, name: x }' })
      .replace('closing: { type: date,', 'closing: { type: date, value: 2020-01-31,')
      .replace('money: { type: number,', 'money: { type: number, value: "1000",'),
    'grades.yaml': `${miniFiles()['grades.yaml']}grades:
  - { key: top, label: 优秀, quota: [{ classes: [a], share: "0.25", round: halfUp }], ${s} }
  - { key: pass, label: 达标, ${s} }
consequences:
  - { key: money, label: 奖金, unit: 元, when: { op: oneOf, of: { op: standing, field: grade }, values: [top] }, value: { op: parameter, name: money }, ${s} }
`,
    'plan.yaml': `steps:
${step('key: scores, kind: results, name: 打分, actor: "body:office", inputs: [x], opens: 2020-02-03, due: 2020-02-07')}
${step(`key: first, kind: computation, name: 汇总, actor: nobody, ${after('scores')}`)}
${step(`key: feedback, kind: feedback, name: 反馈, actor: units, appealWindow: "2", answerWindow: "3", ${after('first')}`)}
${step(`key: appeals, kind: appeals, name: 复核, actor: units, of: feedback, ${after('first')}`)}
${step(`key: final, kind: computation, name: 定稿, actor: nobody, ${after('feedback, appeals')}`)}
${step(`key: circular, kind: publication, name: 通报, actor: office, ${after('feedback')}`)}
`,
  },
)

test('interference 3, complaint 14: an appeal granted after ranking moves totals, ranks, places and money; publication waits; everything else is the same', async () => {
  year = await openRunningYear(system, 'granted', pack, '2020-02-03')
  const { database, cycle, as } = year
  const task = async (step: string, key: string) => (await year.task(step, key)).id
  await year.morning('2020-02-03')
  const results = { 甲: { x: '90' }, 乙: { x: '88' }, 丙: { x: '70' }, 丁: { x: '60' } }
  await submit(as('office#1'), { task: await task('scores', 'office'), content: { results } })
  await year.rest()
  await year.to(at('2020-02-04', '00:00'))
  const standing = async (version: number) =>
    (await outcomeOf(database, cycle, version))?.cohorts[0]?.units.map(({ unit, rank, grade, consequences }) => [
      unit,
      rank,
      grade,
      consequences
        .filter((each) => each.state === 'applies')
        .map((each) => each.value)
        .join(),
    ])
  expect(await standing(1)).toEqual([
    ['甲', 1, 'top', '1000'],
    ['乙', 2, 'pass', ''],
    ['丙', 3, 'pass', ''],
    ['丁', 4, 'pass', ''],
  ])

  await year.morning('2020-02-05')
  for (const unit of ['甲', '乙', '丙', '丁']) await acknowledge(as(liaisonOf(unit)), { task: await task('feedback', unit) })
  await year.rest()
  await appeal(as(liaisonOf('乙')), { unit: '乙', content: { claims: [{ ground: '漏计一项' }] } })
  await year.morning('2020-02-06')
  const hold = await task('circular', 'publish')
  await expect(publish(as('office#1'), { task: hold })).rejects.toThrow(/复核未了结.*不能公布/u)

  // 88 becomes 95: another post than the one that scored decides it
  const corrections = [{ input: 'x', points: '95' }]
  const answer = { outcome: 'granted', answer: '核实无误，补计 7 分', corrections }
  await expect(resolve(as('office#1'), { task: await task('appeals', '乙'), content: answer })).rejects.toThrow(/参与过 乙 的评分/u)
  await resolve(as('office#2'), { task: await task('appeals', '乙'), content: answer })
  await year.rest()
  await expect(publish(as('office#1'), { task: hold })).rejects.toThrow(/复核未了结|尚未重新计算/u)
  await year.night('2020-02-07')
  await expect(publish(as('office#1'), { task: hold })).rejects.toThrow('准予的复核尚未重新计算，不能公布。')
  await year.to(at('2020-02-11', '00:00'))

  expect(await standing(2)).toEqual([
    ['乙', 1, 'top', '1000'],
    ['甲', 2, 'pass', ''],
    ['丙', 3, 'pass', ''],
    ['丁', 4, 'pass', ''],
  ])
  const computed = await database.selectFrom('computation').select(['version', 'difference']).where('cycle', '=', cycle).execute()
  const { changed, unchanged } = computed.find((each) => each.version === 2)!.difference as unknown as Difference
  const changes = Object.fromEntries(
    changed.map((each) => [each.unit, each.changes.map(({ field, before, after }) => [field, before, after])]),
  )
  expect(changes).toEqual({
    甲: [
      ['rank', '1', '2'],
      ['grade', 'top', 'pass'],
      ['consequences', 'money=1000', ''],
    ],
    乙: [
      ['total', '88', '95'],
      ['published', '88.00', '95.00'],
      ['rank', '2', '1'],
      ['grade', 'pass', 'top'],
      ['consequences', '', 'money=1000'],
    ],
  })
  expect(unchanged).toEqual(['丙', '丁'])
  expect(await publish(as('office#1'), { task: hold })).toMatchObject({ version: 2 })
})

test('complaint 21: of every score there is what it was, what it became, why, by whom and when, and the log covers the paper', async () => {
  const { database, cycle } = year
  const rows = await database
    .selectFrom('score as s')
    .leftJoin('score as was', 'was.id', 's.supersedes')
    .select(['was.value as before', 's.value as after', 's.ground', 's.by_post', 's.at', 's.submission'])
    .where('s.cycle', '=', cycle)
    .where('s.unit', '=', '乙')
    .orderBy('s.id')
    .execute()
  expect(rows).toMatchObject([
    { before: null, after: '88', by_post: 'office#1', at: at('2020-02-03', '08:30') },
    { before: '88', after: '95', ground: '核实无误，补计 7 分', by_post: 'office#2', at: at('2020-02-06', '08:30') },
  ])
  const entries = await database
    .selectFrom('entry')
    .select(['verb', 'content', 'by_post', 'at'])
    .where('cycle', '=', cycle)
    .where('verb', 'in', ['submit', 'resolve'])
    .orderBy('id')
    .execute()
  const papers = entries.map(({ verb, content, by_post, at: when }) => [
    verb,
    (JSON.parse(content) as { submission: string }).submission,
    by_post,
    when,
  ])
  expect(papers).toEqual(rows.map((row, place) => [['submit', 'resolve'][place], row.submission, row.by_post, row.at]))
})
