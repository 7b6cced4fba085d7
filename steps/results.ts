import { z } from 'zod'
import { compare } from '../scoring/decimal.ts'
import { carriedOf } from '../records/carried.ts'
import { Refusal } from '../records/refusal.ts'
import { scoresInForce, storeScores, type ScoreRow } from '../records/score.ts'
import { openTasks, type NewTask, type TaskRow } from '../records/task.ts'
import { Percent, Points, requireSameKeys } from './content.ts'
import type { KindRules, StepChange } from './rules.ts'
import { decidedBy, isLeading, standing, withMinutes } from './silence.ts'
import { scoresOfRow, Table } from './table.ts'
import { bodyName, leadOf, nameOf, officeOf, unitsOf, type PackUnit } from './units.ts'

const RawOfFull = z.strictObject({ raw: Points, full: Points })
const PAIR = ['raw', 'full'] as const
type Change = StepChange<'results'>

/**
 * Another body hands in the results that it arrived at: for each unit a score of 0 to 100, or raw points of full points; or, where the plan
 * names `inputs`, a table of facts as the pack declares them. A body that is a unit of the step itself reports on all others, the office on it.
 */
export const results: KindRules<'results'> = {
  open: async ({ step, spec, ...change }) => {
    const due = step.due_at ?? change.now
    const [body, own] = [leadOf({ pack: change.pack, spec }), ownUnitIn({ pack: change.pack, spec })]
    const office = officeOf(change.pack)
    const tasks: NewTask[] = [
      { key: body, verb: 'submit', assignee: { body }, title: step.name, due },
      ...(own
        ? [
            {
              key: `${body}/${own.key}`,
              verb: 'submit',
              unit: own.key,
              assignee: { body: office },
              title: `${step.name}：${own.name}`,
              due,
            } as const,
          ]
        : []),
    ]
    await openTasks(change, step.key, tasks)
  },
  content: (change, task) => {
    const shape = change.spec.inputs ? Table : z.strictObject({ results: z.record(z.string(), inPairs(change) ? RawOfFull : Percent) })
    return isLeading(task) ? withMinutes(change, shape) : shape
  },
  byDefault: (change, task, silence) => {
    const input = change.spec.input ?? ''
    const declared = change.pack.scoring.inputs[input]
    const full = declared?.type === 'number' ? declared.max : undefined
    const value = full === undefined && silence.policy === 'full' ? null : standing(silence, full ?? '100', [])
    return Promise.resolve(value === null ? null : unitsReported(change, task).map(({ key: unit }) => ({ unit, input, value })))
  },
  accept: async (change, submission, task) => {
    const { results } = submission.content as z.infer<typeof Table> | { results: Record<string, Result> }
    const units = unitsReported(change, task)
    await requireOthers(change, task, Object.keys(results))
    requireSameKeys(
      units.map((unit) => unit.key),
      Object.keys(results),
      task?.title ?? change.step.name,
    )
    const { inputs } = change.spec
    const scores = inputs
      ? units.flatMap((unit) => scoresOfRow(change.pack, inputs, unit, (results as z.infer<typeof Table>['results'])[unit.key] ?? {}))
      : Object.entries(results as Record<string, Result>).flatMap(([unit, value]) => scoresOf(change, unit, value))
    const before = [...(await carriedScores(change)), ...(task ? await scoresOfTask(change, task) : [])]
    await storeScores(
      change,
      scores.map((score) => {
        const old = before.find((row) => row.unit === score.unit && row.input === score.input)
        return { ...score, submission: submission.id, ...decidedBy(task, submission.content), ...(old ? { supersedes: old.id } : {}) }
      }),
    )
  },
}

type Reporting = Pick<Change, 'pack' | 'spec'>

/** The unit of the step that the body which hands in is itself: somebody else, the office, reports on it. */
function ownUnitIn({ pack, spec }: Reporting): PackUnit | undefined {
  const own = pack.roster.bodies.find(({ key }) => key === leadOf({ pack, spec }))?.unit
  return unitsOf({ pack, spec }).find(({ key }) => key === own)
}

/** The units whose results a task asks for: the one that it is about, or all of the step but that of the body. */
export function unitsReported(of: Reporting, task: Pick<TaskRow, 'unit'> | undefined): PackUnit[] {
  const own = ownUnitIn(of)?.key
  return unitsOf(of).filter(({ key }) => (task?.unit ? key === task.unit : key !== own))
}

/** @throws Refusal `wrong-role` when a body, or whoever acts for it, hands in a result of the own unit */
async function requireOthers(change: Change, task: TaskRow | undefined, units: readonly string[]): Promise<void> {
  const { pack, spec } = change
  const own = ownUnitIn(change)?.key
  if (own !== undefined && !task?.unit && units.includes(own))
    throw new Refusal(
      'wrong-role',
      `“${bodyName(pack, leadOf({ pack, spec }))}”不得报送本单位“${nameOf(pack, own)}”的结果（回避），未予保存；请删去本单位，该结果由“${bodyName(pack, officeOf(pack))}”另行报送。`,
    )
  const acting = await unitOfActing(change)
  if (acting !== null && units.includes(acting))
    throw new Refusal(
      'wrong-role',
      `岗位“${change.post}”不得代报涉及本单位“${nameOf(pack, acting)}”的结果（回避），未予保存；请由委托人自己报送。`,
    )
}

/** The unit to which the post that acts belongs, itself or by its body. */
async function unitOfActing({ db, cycle, post, pack }: Change): Promise<string | null> {
  const row = await db.selectFrom('post').select(['unit', 'body']).where('cycle', '=', cycle).where('key', '=', post).executeTakeFirst()
  return row?.unit ?? pack.roster.bodies.find(({ key }) => key === row?.body)?.unit ?? null
}

/** What the year before handed on is in force until the year itself says it. */
async function carriedScores({ db, cycle }: Change): Promise<ScoreRow[]> {
  const taken = new Set((await carriedOf(db, cycle, { kind: 'grade' })).map(({ became }) => became))
  return taken.size === 0 ? [] : (await scoresInForce(db, cycle)).filter(({ id }) => taken.has(`score/${id}`))
}

/** What was handed in for the task before and is in force: results that come in its place supersede it. */
async function scoresOfTask({ db, cycle }: Change, { id }: TaskRow): Promise<ScoreRow[]> {
  const rows = await db.selectFrom('submission').select('id').where('cycle', '=', cycle).where('task', '=', id).execute()
  const submissions = new Set(rows.map((row) => row.id))
  if (submissions.size < 2) return [] // the one that is just being handed in
  return (await scoresInForce(db, cycle)).filter((row) => row.submission !== null && submissions.has(row.submission))
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
