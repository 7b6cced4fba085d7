import { describe, expect, test } from 'vitest'
import { performersOf } from '../../records/performer.ts'
import type { TaskVerb } from '../../records/schema.ts'
import { requireAssignee } from '../../client/actor.ts'
import { taskById } from '../../records/task.ts'
import { submit } from '../../client/verbs/submit.ts'
import { PlanStep } from '../../scoring/pack/plan.ts'
import { resultsForm } from '../../client/excel/results-form.ts'
import { delegatePost } from '../../client/verbs/delegate-post.ts'
import { replaceResults } from '../../client/verbs/replace-results.ts'
import { liaison, openYear, putBook, refused, smallPack, useDatabase, type Year } from '../support/small-pack/year.ts'

const base = useDatabase()
const verbs: TaskVerb[] = ['submit', 'decide', 'resolve']
const kinds = PlanStep.options.map((option) => option.shape.kind.value)
const day = { opens_at: '2017-03-01T00:00:00.000Z', due_at: '2017-12-31T16:00:00.000Z' }

/** A task of any kind and verb that asks 乙局办 about a unit. */
async function taskOf(year: Year, kind: string, verb: TaskVerb, unit: string, place: number) {
  const { cycle } = year
  return year.inChange(async ({ db, now }) => {
    const { key: step } = (await db
      .selectFrom('step')
      .select('key')
      .where('cycle', '=', cycle)
      .where('kind', '=', kind)
      .limit(1)
      .executeTakeFirst()) ?? { key: 'review' }
    const row = {
      cycle,
      step,
      key: `回避/${kind}/${verb}/${unit}/${place}`,
      verb,
      unit,
      assignee_body: '乙局办',
      title: kind,
      opened_at: now,
      due_at: day.due_at,
    }
    const empty = { assignee_unit: null, assignee_post: null, substitute_body: null, substitute_post: null, about: null, done_at: null }
    return db
      .insertInto('task')
      .values({ ...row, ...empty })
      .returning('id')
      .executeTakeFirstOrThrow()
  })
}

describe('nobody scores, reviews or decides on the own unit', () => {
  test.each(kinds)('%s: in no verb, not as assignee, substitute or delegate', async (kind) => {
    const year = await openYear(base)
    for (const [place, verb] of verbs.entries()) {
      const own = await taskOf(year, kind, verb, '乙局', place)
      expect(await performersOf(base.database, own.id, day.due_at), verb).toEqual([])
      const attempt = () => year.inChange(async (open) => requireAssignee(open, await taskById(open.db, open.cycle, own.id)), '乙局办#1')
      await refused(base, 'wrong-role', /“乙局办”不得办理涉及本单位的任务 \d+（回避）/, attempt)
      const others = await taskOf(year, kind, verb, '甲局', place)
      expect(
        (await performersOf(base.database, others.id, day.due_at)).map(({ post }) => post),
        verb,
      ).toEqual(['乙局办#1', '乙局办#2'])
      await base.database.updateTable('task').set({ substitute_body: '乙局办' }).where('id', '=', own.id).execute()
      expect(await performersOf(base.database, own.id, day.due_at), `${verb} as a substitute`).toEqual([])
    }
  })

  test('in a window neither: a body collects no deduction of its own unit', async () => {
    const year = await openYear(base, { at: '2017-12-12T02:00:00.000Z' })
    await putBook(year)
    await year.openNow('additions')
    const lost = (unit: string) => ({ step: 'additions', content: { deduction: { unit, points: '1', ground: '通报', document: '文' } } })
    await refused(base, 'wrong-role', /“乙局（考评）”不得提出涉及本单位的减分（回避）/, () => submit(year.as('乙局办#1'), lost('乙局')))
    await submit(year.as('乙局办#1'), lost('甲局'))
  })
})

describe('a body that is itself a unit hands in results of all others', () => {
  const number = 'type: number, min: "0", max: "100", label: 依法行政, by: 乙局办'
  const s = 'source: { article: 一, quote: 得分按下列办法计算 }'
  const law = smallPack((files) => {
    files['scoring.yaml'] = files['scoring.yaml']!.replace('inputs:\n', `inputs:\n  law: { ${number}, ${s} }\n`).replace(
      '{ op: input, name: process }',
      '{ op: input, name: process }, { op: input, name: law }',
    )
    const step = `key: law, kind: results, name: 依法行政考评, actor: "body:乙局办", classes: [departments], input: law, opens: 2017-12-11, due: 2017-12-15`
    files['plan.yaml'] = files['plan.yaml']!.replace(
      '  - { key: computation,',
      `  - { ${step}, late: escalate, ${s} }\n  - { key: computation,`,
    )
  })
  const opened = async () => {
    const year = await openYear(base, { pack: law, at: '2017-12-12T02:00:00.000Z' })
    await year.openNow('law')
    return year
  }
  const hand = async (year: Year, key: string, post: string, results: object) =>
    submit(year.as(post), { task: (await year.task('law', key)).id, content: { results } })

  test('its own result is asked of the office, and refused from itself, in the table and as a task', async () => {
    const year = await opened()
    expect((await year.tasks('law')).map(({ key, unit, assignee_body, title }) => [key, unit, assignee_body, title])).toEqual([
      ['乙局办', null, '乙局办', '依法行政考评'],
      ['乙局办/乙局', '乙局', '考核办', '依法行政考评：乙局'],
    ])
    const both = { 甲局: '90', 乙局: '100' }
    const own = /“乙局（考评）”不得报送本单位“乙局”的结果（回避），未予保存；请删去本单位，该结果由“考核办”另行报送/
    await refused(base, 'wrong-role', own, () => hand(year, '乙局办', '乙局办#1', both))
    await refused(base, 'wrong-role', /无权办理|回避/, () => hand(year, '乙局办/乙局', '乙局办#1', { 乙局: '100' }))
    await refused(base, 'bad-input', /恰好包含 1 项/, () => hand(year, '乙局办/乙局', '考核办#1', both))
    await hand(year, '乙局办', '乙局办#1', { 甲局: '90' })
    await hand(year, '乙局办/乙局', '考核办#1', { 乙局: '80' })
    const rows = base.database.selectFrom('score').select(['unit', 'value', 'by_post']).where('cycle', '=', year.cycle).orderBy('id')
    expect(await rows.execute()).toEqual([
      { unit: '甲局', value: '90', by_post: '乙局办#1' },
      { unit: '乙局', value: '80', by_post: '考核办#1' },
    ])
  })

  test('its form has a row for each of the others; so has a correction', async () => {
    const year = await opened()
    const spec = law.plan.find(({ key }) => key === 'law')
    if (spec?.kind !== 'results') throw new Error('expected a step of results')
    const rows = (task?: { unit: string | null }) => resultsForm(law, year.cycle, spec, task).units.map(({ key }) => key)
    expect([rows(), rows({ unit: null }), rows({ unit: '乙局' })]).toEqual([['甲局'], ['甲局'], ['乙局']])
    await hand(year, '乙局办', '乙局办#1', { 甲局: '90' })
    const task = (await year.task('law', '乙局办')).id
    const replace = (results: object) => replaceResults(year.as('乙局办#1'), { task, document: '更正函1号', content: { results } })
    await refused(base, 'wrong-role', /不得报送本单位“乙局”的结果/, () => replace({ 甲局: '91', 乙局: '100' }))
    await replace({ 甲局: '91' })
  })

  test('whoever acts for it may not report on the own unit either', async () => {
    const year = await opened()
    const days = { from: '2017-12-12', until: '2017-12-15', scope: 'both' as const, document: '委托书', reason: '外出' }
    await delegatePost(year.as('考核办#1'), { post: '乙局办#1', to: liaison('甲局'), ...days })
    await refused(base, 'wrong-role', /岗位“甲局\/联络员”不得代报涉及本单位“甲局”的结果（回避）/, () =>
      hand(year, '乙局办', liaison('甲局'), { 甲局: '100' }),
    )
  })
})
