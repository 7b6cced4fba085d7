import type { z } from 'zod'
import { due, dueDate, dueText, type WorkdayTables } from '../calendar/index.ts'
import { compare, product, quotient, round, sum } from '../scoring/decimal.ts'
import type { Silence } from '../scoring/pack/silence.ts'
import type { NewScore, ScoreRow } from '../records/score.ts'
import type { Instant } from '../records/schema.ts'
import type { TaskRow } from '../records/task.ts'
import { People, Text } from './content.ts'
import type { StepChange } from './rules.ts'
import { officeOf } from './units.ts'

/** The policy that a step declares for silence, if it does. */
export const silenceOf = ({ spec }: Pick<StepChange, 'spec'>): Silence | undefined => ('silence' in spec ? spec.silence : undefined)

/** When a task counts as silent: the end of the n-th working day after the day on which it is due. */
export const silentFrom = (dueAt: Instant, { after }: Silence, tables?: WorkdayTables): Instant =>
  after === '0' ? dueAt : due(dueDate(dueAt), Number(after), tables).instant

/** Whether a leading body decides in this task what a silent one did not: it stands for the task that was silent. */
export const isLeading = (task: Pick<TaskRow, 'stands_for'> | undefined): boolean => (task?.stands_for ?? null) !== null

/** A leading body decides together, with minutes: as many take part as the plan says, and the document has a number. */
export function withMinutes(change: Pick<StepChange, 'spec'>, shape: z.ZodObject): z.ZodObject {
  const { participants = '1' } = silenceOf(change) ?? {}
  return shape.safeExtend({ document: Text, participants: People(Number(participants), `领导组决定至少 ${participants} 人参加`) })
}

/** How a score of a leading body is marked: by which policy it came, and by which document. */
export function decidedBy(task: TaskRow | undefined, content: unknown): Pick<NewScore, 'policy' | 'authority'> {
  return isLeading(task) ? { policy: 'askLeadingGroup', authority: (content as { document: string }).document } : {}
}

/** On what a policy rests, in words: the article, or the assumption with the document that decided it. */
export function authorityOf({ pack }: Pick<StepChange, 'pack'>, { source }: Silence): string {
  if ('article' in source) return source.article
  const found = pack.assumptions.find(({ key }) => key === source.assumption)
  return found?.decided ? `${source.assumption}（${found.decided.document}）` : source.assumption
}

export const POLICY_WORDS: { [policy in Silence['policy']]: string } = {
  full: '计满分',
  zero: '计零分',
  mean: '取平均',
  askLeadingGroup: '由领导组决定',
}

/** Why a score by default stands: who was silent until when, which rule gives it. */
export function defaultGround(change: Pick<StepChange, 'pack'>, task: TaskRow, silence: Silence): string {
  const who = task.assignee_body ?? task.assignee_unit ?? officeOf(change.pack)
  const { roster } = change.pack
  const name = [...roster.bodies, ...roster.units].find(({ key }) => key === who)?.name ?? who
  const { policy } = silence
  return `按默认规则${POLICY_WORDS[policy]}：${name}至 ${dueText(task.due_at)} 未评分，依据 ${authorityOf(change, silence)}`
}

/** What stands for one that is missing: `full` points, none, or the share of the points that others got, of `full`. Null where there is nothing to take a mean of. */
export function standing(silence: Silence, full: string, others: readonly { value: string; full: string }[]): string | null {
  if (silence.policy === 'full') return full
  if (silence.policy === 'zero') return '0'
  const all = sum(others.map((each) => each.full))
  if (silence.mean === undefined || compare(all, '0') <= 0) return null
  const { places, mode } = silence.mean
  return round(quotient(product([sum(others.map(({ value }) => value)), full]), all), Number(places), mode)
}

/** Scores that somebody gave: those by default are no base for others. */
export const given = (scores: readonly ScoreRow[]): ScoreRow[] => scores.filter(({ policy }) => policy === null)
