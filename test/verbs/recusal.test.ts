import { describe, expect, test } from 'vitest'
import { performersOf } from '../../records/performer.ts'
import type { TaskVerb } from '../../records/schema.ts'
import { requireAssignee } from '../../client/actor.ts'
import { taskById } from '../../records/task.ts'
import { submit } from '../../client/verbs/submit.ts'
import { PlanStep } from '../../scoring/pack/plan.ts'
import { openYear, putBook, refused, useDatabase, type Year } from '../support/small-pack/year.ts'

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
