import { describe, expect, test } from 'vitest'
import { fillPost } from '../../client/verbs/fill-post.ts'
import { reassign } from '../../client/verbs/reassign.ts'
import { bypass, confirmRepair, substituteScore } from '../../client/verbs/repair.ts'
import { vacatePost } from '../../client/verbs/vacate-post.ts'
import { stateWord } from '../../client/state-words.ts'
import { taskHistory } from '../../client/views/task-history.ts'
import { factsOf } from '../../records/facts.ts'
import { storeScores } from '../../records/score.ts'
import { openIncidents } from '../../records/incident.ts'
import { hand, ruleOn, underReview } from '../support/small-pack/stages.ts'
import { checker, liaison, office, openYear, putBook, refused, useDatabase, type Year, contents } from '../support/small-pack/year.ts'

const base = useDatabase()
const why = { document: '考办〔2017〕7号', reason: '牵头单位停摆' }
const idOf = async (year: Year, step: string, key: string) => (await year.task(step, key)).id
async function assessing(): Promise<Year> {
  const year = await openYear(base, { at: '2017-12-11T00:30:00.000Z' })
  await putBook(year)
  await year.openNow('assessment')
  return year
}

describe('complaint 6: what is passed over is never called approved', () => {
  test('a gate: the next body is asked, the decision says bypass, and a second post has confirmed it', async () => {
    const year = await openYear(base, { at: '2017-04-20T00:30:00.000Z' })
    await year.openNow('approval', { opens: '2017-04-20', due: '2017-04-25' })
    const task = await idOf(year, 'approval', '0/1')
    const prepared = await bypass(year.as(office), { task, ...why })
    expect(prepared).toMatchObject({ state: 'prepared', means: '这一机构没有审定，记为越过，不是批准；由下一机构照常审定。' })
    expect(await year.task('approval', '0/1')).toMatchObject({ state: 'open' })
    await refused(base, 'wrong-role', /应由考核办的另一个岗位确认/, () => confirmRepair(year.as(office), { task }))
    await refused(base, 'wrong-role', /应由“考核办”办理/, () => confirmRepair(year.as('市委#1'), { task }))
    expect(await confirmRepair(year.as(checker), { task })).toMatchObject({ state: 'done', opened: ['approval：市委'] })
    expect(await year.task('approval', '0/1')).toMatchObject({ state: 'bypassed' })
    expect(await year.task('approval', '1/1')).toMatchObject({ state: 'open' })
    const [row] = await base.database.selectFrom('decision').selectAll().where('cycle', '=', year.cycle).execute()
    expect(row).toMatchObject({ outcome: 'bypass', ...why, by_post: checker })
    expect([stateWord('bypassed'), stateWord('bypass')]).toEqual(['越过', '越过'])
    const told = await base.database
      .selectFrom('notice')
      .select('kind')
      .where('cycle', '=', year.cycle)
      .where('kind', '=', 'decided')
      .execute()
    expect(told).toEqual([])
  })

  test('a duty without a score needs no second post; a right is never passed over', async () => {
    const year = await openYear(base, { at: '2017-05-02T00:30:00.000Z' })
    await putBook(year)
    await year.openNow('self-check')
    expect(await bypass(year.as(office), { task: await idOf(year, 'self-check', '甲局'), ...why })).toMatchObject({ state: 'done' })
    await refused(base, 'wrong-role', /应由“考核办”办理/, async () =>
      bypass(year.as(liaison('乙局')), { task: await idOf(year, 'self-check', '乙局'), ...why }),
    )
    await refused(base, 'bad-input', /reason/, async () =>
      bypass(year.as(office), { task: await idOf(year, 'self-check', '乙局'), document: '文', reason: ' ' }),
    )
  })
})

test('complaint 7: every reason is kept, in order', async () => {
  const year = await openYear(base)
  await underReview(year)
  await ruleOn(year, 'review', '甲局', 'return', office, '第一次：标准不具体')
  await year.moveTo('2017-04-11T02:00:00.000Z')
  const again = {
    indicators: [
      { key: '1', name: '信访工作', full: '20', kind: 'key' },
      { key: '2', name: '热线', full: '10', kind: 'functional' },
    ],
  }
  await hand(year, 'review', '甲局/退回', liaison('甲局'), again)
  await ruleOn(year, 'review', '甲局/退回/再审', 'return', checker, '第二次：考核主体未填')
  const history = await taskHistory(base.database, year.cycle, await idOf(year, 'review', '甲局/退回/再审/退回'))
  expect(history.map(({ what, reason }) => [what, reason])).toEqual([
    ['return', '第一次：标准不具体'],
    ['return', '第二次：考核主体未填'],
  ])
})

describe('reassigned tasks', () => {
  test('all open tasks of a body go to another in one go, after a preview that changes nothing', async () => {
    const year = await assessing()
    const before = await contents(base)
    const input = { of: '考核办', to: '牵头办', ...why }
    const shown = await reassign({ ...year.as(office), preview: true }, input)
    expect(await contents(base)).toEqual(before)
    const moved = await reassign(year.as(office), input)
    expect(moved).toEqual(shown)
    expect(moved.map(({ title, was, becomes, told }) => [title, was, becomes, told])).toEqual([
      ['assessment：甲局', '考核办', '牵头办', '牵头办#1'],
      ['assessment：乙局', '考核办', '牵头办', '牵头办#1'],
    ])
    await hand(year, 'assessment', '乙局@考核办', '牵头办#2', { items: [{ indicator: '1', points: '10' }] })
    await reassign(year.as(office), { tasks: [await idOf(year, 'assessment', '甲局@考核办')], to: '考核办', ...why })
    expect(await year.task('assessment', '甲局@考核办')).toMatchObject({ substitute_body: null, substitute_post: null })
  })

  test('one that the new one may not do is named, and nothing is moved', async () => {
    const year = await assessing()
    await refused(base, 'wrong-role', /任务 \d+（assessment：乙局）不能改派给“乙局办”：岗位空缺，或须回避。全部未予改派/, () =>
      reassign(year.as(office), { of: '考核办', to: '乙局办', ...why }),
    )
    await refused(base, 'not-found', /没有名为“无此机构”的机构或岗位/, () =>
      reassign(year.as(office), { of: '考核办', to: '无此机构', ...why }),
    )
    await refused(base, 'bad-input', /二者取一/, () => reassign(year.as(office), { to: '牵头办', ...why }))
  })

  test('what nobody could act on is an incident no more, and a new holder does not take it back', async () => {
    const year = await assessing()
    for (const post of ['乙局办#1', '乙局办#2']) await vacatePost(year.as(office), { post, ...why })
    expect(await openIncidents(base.database, year.cycle)).toHaveLength(1)
    await reassign(year.as(office), { of: '乙局办', to: '牵头办', ...why })
    expect(await openIncidents(base.database, year.cycle)).toEqual([])
    await fillPost(year.as(office), { post: '乙局办#1', name: '新人', ...why })
    expect(await year.task('assessment', '甲局@乙局办')).toMatchObject({ substitute_body: '牵头办' })
  })
})

test('a score in another’s place is prepared by one post of the office and counts once another has confirmed it', async () => {
  const year = await assessing()
  const task = await idOf(year, 'assessment', '甲局@乙局办')
  const content = { items: [{ indicator: '1', points: '18', ground: '凭台账' }] }
  await refused(base, 'bad-input', /items/, () => substituteScore(year.as(office), { task, content: {}, ...why }))
  await substituteScore(year.as(office), { task, content, ...why })
  expect(await base.database.selectFrom('score').select('id').where('cycle', '=', year.cycle).execute()).toEqual([])
  await refused(base, 'wrong-role', /应由考核办的另一个岗位确认/, () => confirmRepair(year.as(office), { task }))
  await confirmRepair(year.as(checker), { task })
  const [score] = await base.database.selectFrom('score').selectAll().where('cycle', '=', year.cycle).execute()
  expect(score).toMatchObject({ value: '18', by_post: checker, ground: '凭台账' })
  expect(await year.task('assessment', '甲局@乙局办')).toMatchObject({ state: 'done' })
})

test('complaint 13: not applicable, not assessed and zero are three different things', async () => {
  const year = await openYear(base)
  await year.inChange((open) =>
    storeScores(open, [
      { unit: '甲局', input: 'process', value: '0', ground: '全年未报' },
      { unit: '乙局', input: 'process', value: '0', notApplicable: '没有过程指标' },
    ]),
  )
  const { units } = await factsOf(base.database, year.cycle, year.pack)
  expect(units['甲局']?.['process']).toMatchObject({ value: '0' })
  expect(units['乙局']?.['process']).toEqual({ notApplicable: '没有过程指标' })
  expect(units['甲局']).not.toHaveProperty('party.raw')
  const other = await openYear(base)
  expect((await factsOf(base.database, other.cycle, other.pack)).units['甲局']).not.toHaveProperty('process')
})
