import { z } from 'zod'
import { compare } from '../scoring/decimal.ts'
import { carriedOf } from '../records/carried.ts'
import { Refusal } from '../records/refusal.ts'
import type { Id } from '../records/schema.ts'
import { scoresInForce, storeScores } from '../records/score.ts'
import { openTasks } from '../records/task.ts'
import { Percent, Points, requireSameKeys } from './content.ts'
import type { KindRules, StepChange } from './rules.ts'
import { scoresOfRow, Table } from './table.ts'
import { unitsOf } from './units.ts'

const RawOfFull = z.strictObject({ raw: Points, full: Points })
const PAIR = ['raw', 'full'] as const
type Change = StepChange<'results'>

/**
 * Another body hands in the results that it arrived at: for each unit a score of 0 to 100, or raw points of full points; or, where the plan
 * names `inputs`, a table of facts as the pack declares them.
 */
export const results: KindRules<'results'> = {
  open: async ({ step, spec, ...change }) => {
    const body = spec.actor.replace(/^body:/, '')
    const due = step.due_at ?? change.now
    await openTasks(change, step.key, [{ key: body, verb: 'submit', assignee: { body }, title: step.name, due }])
  },
  content: (change) =>
    change.spec.inputs ? Table : z.strictObject({ results: z.record(z.string(), inPairs(change) ? RawOfFull : Percent) }),
  accept: async (change, submission, task) => {
    const { results } = submission.content as z.infer<typeof Table> | { results: Record<string, Result> }
    const units = unitsOf(change)
    requireSameKeys(
      units.map((unit) => unit.key),
      Object.keys(results),
      task?.title ?? change.step.name,
    )
    const { inputs } = change.spec
    const scores = inputs
      ? units.flatMap((unit) => scoresOfRow(change.pack, inputs, unit, (results as z.infer<typeof Table>['results'])[unit.key] ?? {}))
      : Object.entries(results as Record<string, Result>).flatMap(([unit, value]) => scoresOf(change, unit, value))
    const carried = await carriedScores(change)
    await storeScores(
      change,
      scores.map((score) => {
        const supersedes = carried.get(`${score.unit} ${score.input}`)
        return { ...score, submission: submission.id, ...(supersedes === undefined ? {} : { supersedes }) }
      }),
    )
  },
}

/** What the year before handed on is in force until the year itself says it. */
async function carriedScores({ db, cycle }: Change): Promise<Map<string, Id>> {
  const taken = new Set((await carriedOf(db, cycle, { kind: 'grade' })).map(({ became }) => became))
  if (taken.size === 0) return new Map()
  const rows = (await scoresInForce(db, cycle)).filter(({ id }) => taken.has(`score/${id}`))
  return new Map(rows.map(({ unit, input, id }) => [`${unit} ${input}`, id]))
}

type Result = string | z.infer<typeof RawOfFull>

function scoresOf({ spec }: Change, unit: string, value: Result) {
  const input = spec.input ?? ''
  if (typeof value === 'string') return [{ unit, input, value }]
  if (compare(value.full, '0') <= 0 || compare(value.raw, value.full) > 0)
    throw new Refusal('bad-input', `${unit} 的得分应在 0 与满分之间，实为 ${value.raw}/${value.full}，未予保存。`)
  return PAIR.map((part) => ({ unit, input: `${input}.${part}`, value: value[part] }))
}

/** Whether the pack declares the input as raw and full points. */
const inPairs = ({ pack, spec }: Change): boolean => `${spec.input}.raw` in pack.scoring.inputs
