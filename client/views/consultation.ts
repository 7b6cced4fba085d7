import type { Queries } from '../../records/database.ts'
import { DRAFT, type Reply } from '../../steps/consultation.ts'

/** One of the consulted, and what it said. `reply`: `waiting` until the due date, `lapsed` when it said nothing by then, `none` for no opinion. */
export type ConsultedView = {
  step: string
  name: string
  who: string
  reply: 'waiting' | 'lapsed' | 'none' | 'opinions' | 'withdrawn'
  by: string | null
  at: string | null
  opinions: OpinionView[]
}
/** One opinion with its answer; `answer` is null until the leading body has answered. */
export type OpinionView = {
  indicator: string | null
  text: string
  answer: { outcome: string; reason: string | null; by: string; at: string } | null
}

/** The consultations of a cycle: everybody who was asked, in the order in which they were, what each said and what was answered. */
export async function consultationOf(queries: Queries, cycle: string, step?: string): Promise<ConsultedView[]> {
  const steps = await queries
    .selectFrom('step')
    .select(['key', 'name'])
    .where('cycle', '=', cycle)
    .where('kind', '=', 'consultation')
    .$if(step !== undefined, (query) => query.where('key', '=', step ?? ''))
    .orderBy('ord')
    .execute()
  const views: ConsultedView[] = []
  for (const { key, name } of steps) views.push(...(await consultedIn(queries, cycle, key, name)))
  return views
}

async function consultedIn(queries: Queries, cycle: string, step: string, name: string): Promise<ConsultedView[]> {
  const tasks = await queries
    .selectFrom('task')
    .selectAll()
    .where('cycle', '=', cycle)
    .where('step', '=', step)
    .where('verb', '=', 'submit')
    .orderBy('id')
    .execute()
  const submissions = await queries.selectFrom('submission').selectAll().where('cycle', '=', cycle).where('step', '=', step).execute()
  const withdrawn = new Set(
    (await queries.selectFrom('withdrawal').select('submission').where('cycle', '=', cycle).execute()).map((row) => row.submission),
  )
  const answers = await answersIn(queries, cycle, step)
  return tasks
    .filter(({ key }) => key !== DRAFT)
    .map((task) => {
      const given = submissions.find((each) => each.task === task.id)
      const reply = given?.content as Reply | undefined
      const opinions = reply !== undefined && 'opinions' in reply ? reply.opinions : []
      const state = given === undefined ? (task.state === 'lapsed' ? 'lapsed' : 'waiting') : opinions.length > 0 ? 'opinions' : 'none'
      return {
        step: name,
        name: task.title.split('：').at(-1) ?? '',
        who: task.assignee_unit ?? task.assignee_body ?? '',
        reply: given !== undefined && withdrawn.has(given.id) ? 'withdrawn' : state,
        by: given?.by_post ?? null,
        at: given?.at ?? null,
        opinions: opinions.map(({ indicator = null, text }, place) => {
          return { indicator, text, answer: answers.get(`${task.key}/${place + 1}`) ?? null }
        }),
      }
    })
}

async function answersIn(queries: Queries, cycle: string, step: string): Promise<Map<string, NonNullable<OpinionView['answer']>>> {
  const rows = await queries
    .selectFrom('decision as d')
    .innerJoin('task as t', 't.id', 'd.task')
    .select(['t.key', 'd.outcome', 'd.reason', 'd.by_post', 'd.at'])
    .where('d.cycle', '=', cycle)
    .where('d.step', '=', step)
    .execute()
  return new Map(rows.map(({ key, outcome, reason, by_post: by, at }) => [key, { outcome, reason, by, at }]))
}
