import { describe, expect, test } from 'vitest'
import { at } from '../../calendar/index.ts'
import { fillPost } from '../../client/verbs/fill-post.ts'
import { vacatePost } from '../../client/verbs/vacate-post.ts'
import { submit } from '../../client/verbs/submit.ts'
import { openIncidents } from '../../records/incident.ts'
import { packWith, stepsOnly, substitutes } from '../support/people/pack.ts'
import { openRunningYear, type RunningYear } from '../support/running-year.ts'
import { office, putBook } from '../support/small-pack/year.ts'
import { useSystem } from '../support/system.ts'

const system = useSystem()

/** While the workflows run the log grows by itself, so only the refusal is looked at. */
const turnedDown = (code: string, message: RegExp, attempt: () => Promise<unknown>) =>
  expect(attempt()).rejects.toMatchObject({ code, message: expect.stringMatching(message) as string })
const document = '乙局人〔2017〕9号'
const scored = (points: string) => ({ items: [{ indicator: '1', points, ...(points === '20' ? {} : { ground: '一件逾期' }) }] })
const notices = async ({ database, cycle }: RunningYear) => {
  const rows = await database.selectFrom('notice').selectAll().where('cycle', '=', cycle).orderBy('id').execute()
  return rows.map(({ post, kind, title }) => `${post} ${kind} ${title}`)
}
const leave = async (year: RunningYear, ...posts: string[]) => {
  for (const post of posts) await vacatePost(year.as(office), { post, document, reason: '调离' })
}
const score = async (year: RunningYear, key: string, post: string, points: string) =>
  submit(year.as(post), { task: (await year.task('assessment', key)).id, content: scored(points) })

/** The assessment of 甲局 is open: indicator 1 is 乙局办's, indicator 2 the office's; 乙局's only indicator is the office's as well. */
async function assessing(name: string, ...rules: [of: string, by: string][]): Promise<RunningYear> {
  const edits = [stepsOnly(['assessment']), ...(rules.length > 0 ? [substitutes(...rules)] : [])]
  const year = await openRunningYear(system, name, packWith(...edits), '2017-12-08T02:00:00.000Z')
  await putBook(year)
  await year.morning('2017-12-11')
  return year
}

describe('interference 5: the post of an assessor falls vacant', () => {
  test('complaint 8: the open task goes to the substitute that the pack declares, with a notice, and comes back to the new holder', async () => {
    const year = await assessing('vacant', ['乙局办', '牵头办'])
    await year.to(at('2017-12-12', '10:00'))
    await leave(year, '乙局办#1')
    expect(await year.task('assessment', '甲局@乙局办')).toMatchObject({ substitute_body: null }) // post 2 is there
    await leave(year, '乙局办#2')
    const { id, ...moved } = await year.task('assessment', '甲局@乙局办')
    expect(moved).toMatchObject({ state: 'open', assignee_body: '乙局办', substitute_body: '牵头办' })
    expect(await notices(year)).toContain('牵头办#1 assigned assessment：甲局')
    await turnedDown('wrong-role', /岗位“乙局办#1”自 2017-12-12 起空缺/, () => score(year, '甲局@乙局办', '乙局办#1', '20'))
    expect(await openIncidents(year.database, year.cycle)).toEqual([])

    await fillPost(year.as(office), { post: '乙局办#1', name: '新人', document: '乙局人〔2017〕10号', reason: '补任' })
    expect(await year.task('assessment', '甲局@乙局办')).toMatchObject({ substitute_body: null, substitute_post: null })
    expect(await notices(year)).toContain('乙局办#1 assigned assessment：甲局')
    await turnedDown('wrong-role', /应由“乙局（考评）”办理/, () => score(year, '甲局@乙局办', '牵头办#1', '20'))
    const history = await year.database.selectFrom('reassignment').selectAll().where('task', '=', id).orderBy('id').execute()
    expect(history.map(({ cause, was, becomes, rule }) => ({ cause, was, becomes, rule }))).toEqual([
      { cause: 'vacant', was: '乙局办', becomes: '牵头办', rule: '一' },
      { cause: 'filled', was: '牵头办', becomes: '乙局办', rule: null },
    ])
    await score(year, '甲局@乙局办', '乙局办#1', '20')
  })

  test('complaint 10: what the one who left or the substitute has finished stays theirs, and the step goes on to its end', async () => {
    const year = await assessing('finished', ['乙局办', '牵头办'])
    await year.to(at('2017-12-12', '10:00'))
    await leave(year, '乙局办#1', '乙局办#2')
    await score(year, '甲局@乙局办', '牵头办#1', '18')
    await fillPost(year.as(office), { post: '乙局办#1', name: '新人', document: '乙局人〔2017〕10号', reason: '补任' })
    const [row] = await year.database.selectFrom('score').selectAll().where('cycle', '=', year.cycle).execute()
    expect(row).toMatchObject({ value: '18', by_post: '牵头办#1', for_post: null, supersedes: null })
    for (const [key, indicator, points] of [
      ['甲局@考核办', '2', '10'],
      ['乙局@考核办', '1', '10'],
    ] as const)
      await submit(year.as(office), { task: (await year.task('assessment', key)).id, content: { items: [{ indicator, points }] } })
    await year.rest()
    expect(await year.step('assessment')).toMatchObject({ state: 'settled' })
  })

  test('complaint 8: without a substitute it is an incident in words, told to the office, never silence; it closes when the post is filled', async () => {
    const year = await assessing('incident')
    await year.to(at('2017-12-12', '10:00'))
    await leave(year, '乙局办#1', '乙局办#2')
    const { id } = await year.task('assessment', '甲局@乙局办')
    const [incident, ...others] = await openIncidents(year.database, year.cycle)
    expect(others).toEqual([])
    expect(incident).toMatchObject({ kind: 'vacant', subject: '乙局办', since: '2017-12-12T02:00:00.000Z', tasks: [id] })
    expect(incident?.sentence).toBe(
      `“乙局（考评）”的岗位（乙局办#1、乙局办#2）自 2017-12-12 起空缺，规则包没有指定代行者，1 项任务无人办理：${id}（assessment：甲局）。可以由考核办补任（post fill）、改派（task reassign）或越过（task bypass）。`,
    )
    expect(await notices(year)).toContain('考核办#1 incident 乙局（考评）空缺，1 项任务无人办理')
    await fillPost(year.as(office), { post: '乙局办#2', name: '新人', document: '乙局人〔2017〕10号', reason: '补任' })
    expect(await openIncidents(year.database, year.cycle)).toEqual([])
    expect(await notices(year)).toContain('乙局办#2 assigned assessment：甲局')
    await score(year, '甲局@乙局办', '乙局办#2', '20')
  })

  test('complaint 8: recusal holds for substitutes: one that is the assessed unit is passed over, and a task that opens later finds its way as well', async () => {
    const pack = packWith(
      stepsOnly(['assessment']),
      (files) => {
        files['roster.yaml'] = files['roster.yaml']!.replace(
          '{ key: 张市长',
          `{ key: 甲局办, name: 甲局（考评）, role: assessor, unit: 甲局, source: { article: 一, quote: 得分按下列办法计算 } }\n  - { key: 张市长`,
        )
      },
      substitutes(['role:assessor', '甲局办'], ['role:assessor', '牵头办']),
    )
    const year = await openRunningYear(system, 'recused', pack, '2017-12-08T02:00:00.000Z')
    await putBook(year)
    await leave(year, '乙局办#1', '乙局办#2')
    await year.morning('2017-12-11')
    expect(await year.task('assessment', '甲局@乙局办')).toMatchObject({ substitute_body: '牵头办' })
    expect(await notices(year)).toContain('牵头办#1 opened assessment：甲局')
    await leave(year, '牵头办#1', '牵头办#2')
    const [incident] = await openIncidents(year.database, year.cycle)
    expect(incident?.sentence).toMatch(/指定的代行者（甲局（考评）、牵头办）空缺或须回避/)
  })
})
