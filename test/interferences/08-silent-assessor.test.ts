import { describe, expect, test } from 'vitest'
import { at } from '../../calendar/index.ts'
import { addWorkingDays, dueDate } from '../../calendar/index.ts'
import { submit } from '../../client/verbs/submit.ts'
import { doerNames } from '../../client/views/posts.ts'
import { originsOf } from '../../client/views/origins.ts'
import { openIncidents } from '../../records/incident.ts'
import { lint } from '../../scoring/index.ts'
import { packWith, stepsOnly } from '../support/people/pack.ts'
import { openRunningYear, type RunningYear } from '../support/running-year.ts'
import { office, putBook } from '../support/small-pack/year.ts'
import { useSystem } from '../support/system.ts'

const system = useSystem()

/** While the workflows run the log grows by itself, so only the refusal is looked at. */
const turnedDown = (code: string, message: RegExp, attempt: () => Promise<unknown>) =>
  expect(attempt()).rejects.toMatchObject({ code, message: expect.stringMatching(message) as string })
const source = 'source: { article: 一, quote: 得分按下列办法计算 }'
const silence = (policy: string) => ({ assessment: `silence: { ${policy}, after: "2", ${source} }` })
const packSaying = (policy?: string) => packWith(stepsOnly(['assessment'], policy === undefined ? {} : silence(policy)))
/**
 * 甲局 has indicator 1 of 20 points (乙局办's) and 2 of 10 (the office's), 乙局 one of 10 (the office's). The office scores its own in time, 9 and 10;
 * 乙局办 says nothing. Due on Friday 15 December, and two working days more: the default counts on the morning of Wednesday the 20th.
 */
async function silent(name: string, policy?: string): Promise<RunningYear> {
  const year = await openRunningYear(system, name, packSaying(policy), '2017-12-08T02:00:00.000Z')
  await putBook(year)
  await year.morning('2017-12-11')
  await year.to(at('2017-12-12', '10:00'))
  for (const [key, items] of [
    ['甲局@考核办', [{ indicator: '2', points: '9', ground: '一次迟报' }]],
    ['乙局@考核办', [{ indicator: '1', points: '10' }]],
  ] as const)
    await submit(year.as(office), { task: (await year.task('assessment', key)).id, content: { items } })
  return year
}
const ofSilent = async ({ database, cycle }: RunningYear) =>
  database.selectFrom('score').selectAll().where('cycle', '=', cycle).where('unit', '=', '甲局').where('item', '=', '1').execute()

describe('interference 8: an assessor is silent', () => {
  test.each([
    ['policy: full', '20', '计满分'],
    ['policy: zero', '0', '计零分'],
    // the unit got 9 of 10 for its other indicator: 90 % of 20 points
    ['policy: mean, mean: { of: items, places: "2", mode: halfUp }', '18.00', '取平均'],
  ])(
    '%s: what the plan declares counts after the days that it gives, marked as a default, and the step goes on',
    async (policy, value, words) => {
      const year = await silent(policy.slice(8, 12), policy)
      await year.morning('2017-12-19')
      expect(await ofSilent(year)).toEqual([]) // one working day late only
      await year.morning('2017-12-20')
      const [row, ...others] = await ofSilent(year)
      expect(others).toEqual([])
      expect(row).toMatchObject({ value, by_post: 'system', authority: '一', submission: null, at: '2017-12-20T00:30:00.000Z' })
      expect(row?.ground).toBe(`按默认规则${words}：乙局（考评）至 2017-12-15 24:00 未评分，依据 一`)
      expect(await year.task('assessment', '甲局@乙局办')).toMatchObject({ state: 'lapsed', was_late: true })
      expect(await year.step('assessment')).toMatchObject({ state: 'settled' })
      const { database, cycle } = year
      const { byKey } = await originsOf(database, cycle, '甲局', year.pack, await doerNames(database, cycle))
      expect(byKey.get(`score/${row?.id}`)).toMatchObject({ by: '系统', byDefault: `${words}，依据 一` })
      await turnedDown('too-late', /已经逾期/, async () =>
        submit(year.as('乙局办#1'), {
          task: (await year.task('assessment', '甲局@乙局办')).id,
          content: { items: [{ indicator: '1', points: '20' }] },
        }),
      )
    },
  )

  test('askLeadingGroup: the leading body gets the task, and decides with minutes', async () => {
    const year = await silent('ask', 'policy: askLeadingGroup, body: 领导组, participants: "3"')
    await year.morning('2017-12-20')
    const task = await year.task('assessment', '甲局@乙局办/领导组')
    expect(task.stands_for).toBe((await year.task('assessment', '甲局@乙局办')).id)
    expect(task).toMatchObject({ state: 'open', assignee_body: '乙局办', substitute_body: '领导组', due_at: '2017-12-25T16:00:00.000Z' })
    const items = [{ indicator: '1', points: '17', ground: '集体讨论' }]
    const decide = (content: object, as = '领导组#1') => submit(year.as(as), { task: task.id, content })
    await turnedDown('bad-input', /document/, () => decide({ items }))
    await turnedDown('bad-input', /领导组决定至少 3 人参加/, () => decide({ items, document: '领导组纪要3号', participants: ['甲', '乙'] }))
    await turnedDown('wrong-role', /应由“领导组（代“乙局（考评）”）”办理/, () => decide({ items }, '乙局办#1'))
    await decide({ items, document: '领导组纪要3号', participants: ['甲', '乙', '丙'] })
    expect(await ofSilent(year)).toMatchObject([
      { value: '17', policy: 'askLeadingGroup', authority: '领导组纪要3号', by_post: '领导组#1' },
    ])
    await year.rest()
    expect(await year.step('assessment')).toMatchObject({ state: 'settled' })
  })

  test('askLeadingGroup for a rater: what is decided in its place counts as its rating, and no other', async () => {
    const asked = { 'leader-evaluation': `silence: { policy: askLeadingGroup, body: 领导组, participants: "3", after: "1", ${source} }` }
    const waits = (files: Record<string, string>): void => {
      files['plan.yaml'] = files['plan.yaml']!.replace('late: lapse', 'late: escalate')
    }
    const year = await openRunningYear(system, 'rater', packWith(stepsOnly(['leader-evaluation'], asked), waits), '2017-12-08')
    await year.morning('2017-12-11')
    const due = (await year.step('leader-evaluation')).due_at!
    const ratings = (value: string) => ({ ratings: { 甲局: value, 乙局: value } })
    await submit(year.as('李书记#1'), { task: (await year.task('leader-evaluation', '李书记')).id, content: ratings('90') })
    await year.morning(addWorkingDays(dueDate(due), 2).date)
    const task = await year.task('leader-evaluation', '张市长/领导组')
    expect(task.stands_for).toBe((await year.task('leader-evaluation', '张市长')).id)
    const minutes = { document: '领导组纪要4号', participants: ['甲', '乙', '丙'] }
    await submit(year.as('领导组#1'), { task: task.id, content: { ...ratings('80'), ...minutes } })
    const rows = system.database.selectFrom('score').select(['unit', 'item', 'value', 'policy']).where('cycle', '=', year.cycle)
    expect(await rows.where('unit', '=', '甲局').orderBy('id').execute()).toEqual([
      { unit: '甲局', item: '李书记', value: '90', policy: null },
      { unit: '甲局', item: '张市长', value: '80', policy: 'askLeadingGroup' },
    ])
  })

  test('a mean counts an indicator that was adjusted by the days of its parts, and gives one of the silent body a score for each', async () => {
    const mean = silence('policy: mean, mean: { of: items, places: "2", mode: halfUp }')
    const changes = (files: Record<string, string>): void => {
      files['indicators.yaml'] = `changes: { adjusted: { rule: daysWeighted, ${source} } }\nunits: {}\n`
    }
    const year = await openRunningYear(system, 'adjusted', packWith(stepsOnly(['assessment'], mean), changes), '2017-12-08')
    await putBook(year)
    // from 1 July on, 181 days into the year, 甲局's own indicator 2 is worth 5 and the silent body's 1 is worth 10
    await year.inChange(async ({ db, now, cycle }) => {
      const old = await db.selectFrom('indicator').selectAll().where('cycle', '=', cycle).where('unit', '=', '甲局').execute()
      const halved = old.map(({ id: _, checkpoints, fields, full_points, ...row }) => ({
        ...{ ...row, version: 2, full_points: String(Number(full_points) / 2), effective: '2017-07-01', at: now },
        ...{ checkpoints: JSON.stringify(checkpoints), fields: JSON.stringify(fields) },
      }))
      await db.insertInto('indicator').values(halved).execute()
    })
    await year.morning('2017-12-11')
    await year.to('2017-12-12T02:00:00.000Z')
    const segments = [
      { from: '2017-01-01', points: '9', ground: '一次迟报' },
      { from: '2017-07-01', points: '4', ground: '一次迟报' },
    ]
    await submit(year.as(office), {
      task: (await year.task('assessment', '甲局@考核办')).id,
      content: { items: [{ indicator: '2', segments }] },
    })
    await year.morning('2017-12-20')
    // (9 × 181 + 4 × 184) ÷ (10 × 181 + 5 × 184) = 2365 ÷ 2730 of 20, and of 10
    expect((await ofSilent(year)).map(({ segment, value }) => [segment, value])).toEqual([
      ['2017-01-01', '17.33'],
      ['2017-07-01', '8.66'],
    ])
  })

  test('without a policy nothing is made up: the task stays open and is reminded of', async () => {
    const year = await silent('none')
    for (const day of ['2017-12-18', '2017-12-20', '2017-12-25']) await year.morning(day)
    expect(await ofSilent(year)).toEqual([])
    expect(await year.task('assessment', '甲局@乙局办')).toMatchObject({ state: 'open' })
    const late = await system.database
      .selectFrom('notice')
      .select('post')
      .where('cycle', '=', year.cycle)
      .where('kind', '=', 'late')
      .execute()
    expect(late).toEqual([{ post: '乙局办#1' }, { post: '乙局办#1' }])
  })

  test('a mean of nothing is not made up either: it is an incident, told once', async () => {
    const year = await silent('base', 'policy: mean, mean: { of: units, places: "2", mode: halfUp }') // 乙局办 scored nobody else
    for (const day of ['2017-12-20', '2017-12-21']) await year.morning(day)
    expect(await ofSilent(year)).toEqual([])
    const incidents = await openIncidents(system.database, year.cycle)
    expect(incidents).toHaveLength(1)
    expect(incidents[0]?.sentence).toMatch(/^“乙局（考评）”期限届满未评分.*默认规则是取平均（一），但还没有可以取平均的分数，任务仍开着/)
  })
})

test.each([
  ['policy: full, mean: { of: items, places: "2", mode: halfUp }', /不应写 mean/],
  ['policy: mean', /取平均（mean）的应写明/],
  ['policy: askLeadingGroup', /应写明、其余的不应写 body/],
  ['policy: full, participants: "3"', /才写 participants/],
  ['policy: askLeadingGroup, body: 无此机构', /应为 roster.yaml 中的机构，实为 `无此机构`/],
])('lint: silence { %s } is a fault', (policy, sentence) => {
  const found = lint(packSaying(policy)).filter(({ code }) => code === 'plan-silence')
  expect(found.map(({ message }) => message)).toEqual([expect.stringMatching(sentence)])
})

test('lint: a step that lets the task lapse cannot have a default besides', () => {
  const pack = packWith(stepsOnly(['leader-evaluation'], { 'leader-evaluation': `silence: { policy: full, after: "2", ${source} }` }))
  expect(lint(pack).filter(({ code }) => code === 'plan-silence')).toMatchObject([
    { message: expect.stringMatching(/应与 late: escalate 同用/) as string },
  ])
})
