import { z } from 'zod'
import { closeAppeal, lockAppeal } from '../../records/appeal.ts'
import { packOfCycle } from '../../records/pack.ts'
import { Refusal } from '../../records/refusal.ts'
import { reorganisationsOf } from '../../records/reorganisation.ts'
import type { Id } from '../../records/schema.ts'
import { additionsInForce, scoresInForce, storeScores } from '../../records/score.ts'
import { storeSubmission } from '../../records/submission.ts'
import { finishTask } from '../../records/task.ts'
import { change, type Change } from '../../records/transaction.ts'
import { bookSegments } from '../../records/book-segments.ts'
import { indicatorVersions } from '../../records/indicator.ts'
import { ancestorsOf } from '../../records/inheritance.ts'
import { compare } from '../../scoring/decimal.ts'
import { IsoDate, Key, parseContent, Points, Text } from '../../steps/content.ts'
import { workflowIds } from '../../workflows/ids.ts'
import { storeDecision } from './decide.ts'
import { takeTask } from './take-task.ts'
import type { Call } from './verb.ts'

const Correction = z.union([
  // `segment`: the first day of the part of the year; `of`: the unit before it whose score was taken over
  z.strictObject({ input: Key, indicator: Key.optional(), segment: IsoDate.optional(), of: Key.optional(), points: Points }),
  z.strictObject({ input: Key, word: Text }),
  z.strictObject({ withdraw: z.string().regex(/^\d{1,18}$/, '应为扣分记录的编号') }),
])
const areDifferent = (corrections: readonly z.infer<typeof Correction>[]): boolean =>
  new Set(
    corrections.map((each) =>
      'withdraw' in each
        ? `-${each.withdraw}`
        : 'word' in each
          ? `${each.input}/`
          : [each.input, each.indicator ?? '', ...[each.segment, each.of].filter((part) => part !== undefined)].join('/'),
    ),
  ).size === corrections.length
const Answer = z.discriminatedUnion('outcome', [
  z.strictObject({
    outcome: z.literal('granted'),
    answer: Text,
    document: Text.optional(),
    corrections: z.array(Correction).min(1, '准予复核的应至少更正一处').refine(areDifferent, '同一得分或扣分只能更正一次'),
  }),
  z.strictObject({ outcome: z.literal('refused'), answer: Text, document: Text.optional() }),
])
type Answer = z.infer<typeof Answer>

/** The written answer to an appeal; when granted, the corrected scores or the findings that are withdrawn. */
export type ResolveInput = { task: Id; content: unknown }
export type Resolved = { outcome: Answer['outcome']; at: string }

/**
 * Answers an appeal. Only a post that scored nothing of the unit may do so; corrections supersede the old scores, which stay on record.
 * The next computation shows what changed, and that nothing else did.
 * @throws Refusal `wrong-role`, `already-done`, `bad-input`, `not-found`
 */
export async function resolve(call: Call, input: ResolveInput): Promise<Resolved> {
  return change(call.database, call, async (open) => {
    const { step, task } = await takeTask(open, input.task, 'resolve')
    const unit = task.unit ?? ''
    const row = await lockAppeal(open.db, call.cycle, unit)
    const answer = parseContent(Answer, input.content, '复核答复')
    const submission = await storeSubmission(open, { step: step.key, task: task.id, unit, content: answer })
    await storeDecision(open, task, {
      outcome: answer.outcome,
      reason: answer.answer,
      ...(answer.document === undefined ? {} : { document: answer.document }),
    })
    if (answer.outcome === 'granted') for (const each of answer.corrections) await correct(open, unit, each, submission.id, answer.answer)
    await finishTask(open, task)
    await closeAppeal(open, row, answer.outcome)
    await open.tell({ action: 'changed', workflow: 'appeal', workflowId: workflowIds.appeal(call.cycle, unit) })
    await open.log('resolve', `appeal/${unit}`, { task: task.id, outcome: answer.outcome, submission: submission.id })
    return { outcome: answer.outcome, at: open.now }
  })
}

async function correct(open: Change, heir: string, correction: z.infer<typeof Correction>, submission: Id, ground: string): Promise<void> {
  if ('withdraw' in correction) return withdraw(open, heir, correction.withdraw, submission, ground)
  if ('word' in correction) return correctWord(open, heir, correction, submission, ground)
  const { input, indicator: item = '', segment = null, of = heir, points } = correction
  const { scoring } = await packOfCycle(open.db, open.cycle)
  const unit = of === heir || ancestorsOf(await reorganisationsOf(open.db, open.cycle), heir).includes(of) ? of : heir
  const old = (await scoresInForce(open.db, open.cycle, { unit, input })).find((each) => each.item === item && each.segment === segment)
  const name = item === '' ? input : `${input}／指标 ${item}${segment === null ? '' : `（${segment} 起）`}`
  if (!old || old.word !== null || unit !== of || !(input in scoring.indicatorFields || input in scoring.inputs))
    throw new Refusal('bad-input', `${of} 没有可更正的得分“${name}”，未予保存。`)
  const full = await mostOf(open, unit, input, item, segment)
  if (full !== undefined && compare(points, full) > 0)
    throw new Refusal('bad-input', `${name} 的得分应不超过 ${full} 分，实为 ${points} 分，未予保存。`)
  const kept = full !== undefined && compare(points, full) === 0 ? undefined : ground
  await storeScores(open, [{ unit, input, item, value: points, ground: kept, submission, supersedes: old.id, segment }])
}

/** What was said in one of the words that the pack lists is corrected to another of them. */
async function correctWord(open: Change, unit: string, { input, word }: { input: string; word: string }, submission: Id, ground: string) {
  const declared = (await packOfCycle(open.db, open.cycle)).scoring.inputs[input]
  const [old] = await scoresInForce(open.db, open.cycle, { unit, input })
  if (!old || declared?.type !== 'choice') throw new Refusal('bad-input', `${unit} 没有可更正的“${input}”，未予保存。`)
  if (!declared.values.includes(word))
    throw new Refusal('bad-input', `“${declared.label}”应为 ${declared.values.join('、')} 之一，实为“${word}”，未予保存。`)
  await storeScores(open, [{ unit, input, value: '0', word, ground, submission, supersedes: old.id }])
}

/** The most points there can be: those of the indicator, the bound that the pack declares, or the full points that were handed in with the raw ones. */
async function mostOf(
  { db, cycle }: Change,
  unit: string,
  input: string,
  item: string,
  segment: string | null,
): Promise<string | undefined> {
  const pack = await packOfCycle(db, cycle)
  const { scoring } = pack
  if (input in scoring.indicatorFields) {
    const parts = bookSegments(
      pack,
      (await indicatorVersions(db, cycle, unit)).filter((each) => each.key === item),
    )
    return (parts.find(({ from }) => from === segment) ?? parts.at(-1))?.row.full_points
  }
  const declared = scoring.inputs[input]
  if (declared?.type === 'number' && input.endsWith('.raw'))
    return (await scoresInForce(db, cycle, { unit, input: input.replace(/raw$/, 'full') }))[0]?.value ?? declared.max
  if (declared?.type === 'flag') return '1'
  return declared !== undefined && 'max' in declared ? declared.max : undefined
}

async function withdraw(open: Change, unit: string, id: Id, submission: Id, ground: string): Promise<void> {
  const old = (await additionsInForce(open.db, open.cycle, unit)).find((each) => each.id === id)
  if (!old) throw new Refusal('bad-input', `${unit} 没有编号为 ${id} 的加减分或核验扣分，未予保存。`)
  const { id: _, ...kept } = old
  await open.db
    .insertInto('addition')
    .values({
      ...kept,
      fields: JSON.stringify(kept.fields),
      supersedes: id,
      void: true,
      submission,
      ground,
      by_post: open.post,
      for_post: open.forPost,
      at: open.now,
    })
    .execute()
}
