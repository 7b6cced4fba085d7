import { dateAt } from '../calendar/index.ts'
import type { Pack, PlanStep } from '../scoring/index.ts'
import type { Id, Instant } from './schema.ts'

/** A task on which nobody can act: `subject` is whose it is, `posts` its posts, `was` who was to act, `known`: it is part of an open incident already. */
export type Stuck = {
  id: Id
  title: string
  unit: string | null
  spec: PlanStep
  subject: string
  posts: string | null
  since: Instant
  was: string
  cause: 'vacant' | 'recused'
  known: boolean
}

const MOST_TASKS = 10

/** Says who is missing, since when, which tasks wait, and who can act. */
export function incidentWords(
  { roster }: Pack,
  subject: string,
  stuck: readonly Stuck[],
  rules: readonly { by: string }[],
): { title: string; sentence: string } {
  const nameOf = (key: string): string => [...roster.bodies, ...roster.units].find((each) => each.key === key)?.name ?? key
  const { cause, since, posts } = stuck[0] as Stuck
  const why =
    cause === 'vacant'
      ? `“${nameOf(subject)}”的岗位（${posts ?? '没有设岗'}）自 ${dateAt(since)} 起空缺`
      : `“${nameOf(subject)}”须回避（涉及本单位，或在任的人都是报送人、评分人），自 ${dateAt(since)} 起无人可办`
  const substitutes =
    rules.length === 0 ? '规则包没有指定代行者' : `指定的代行者（${rules.map(({ by }) => nameOf(by)).join('、')}）空缺或须回避`
  const tasks = stuck.slice(0, MOST_TASKS).map(({ id, title }) => `${id}（${title}）`)
  const more = stuck.length > MOST_TASKS ? ` 等 ${stuck.length} 项` : ''
  const remedy =
    cause === 'vacant'
      ? '由考核办补任（post fill）、改派（task reassign）或越过（task bypass）'
      : '由考核办改派（task reassign）或越过（task bypass）'
  return {
    title: `${nameOf(subject)}${cause === 'vacant' ? '空缺' : '回避'}，${stuck.length} 项任务无人办理`,
    sentence: `${why}，${substitutes}，${stuck.length} 项任务无人办理：${tasks.join('、')}${more}。可以${remedy}。`,
  }
}
