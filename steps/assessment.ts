import { z } from 'zod'
import { compare } from '../scoring/decimal.ts'
import { bookSegments, type BookSegment } from '../records/book-segments.ts'
import { indicatorVersions, taskBook, type IndicatorRow } from '../records/indicator.ts'
import { Refusal } from '../records/refusal.ts'
import { NOTED, scoresInForce, storeScores, type NewScore } from '../records/score.ts'
import { openTasks, type NewTask, type TaskRow } from '../records/task.ts'
import type { Silence } from '../scoring/pack/silence.ts'
import { IsoDate, Key, Percent, Points, requireSameKeys, Text } from './content.ts'
import { perIndicator } from './inputs.ts'
import { itemsByDefault } from './items-by-default.ts'
import type { KindRules, StepChange } from './rules.ts'
import { decidedBy, given, isLeading, standing, withMinutes } from './silence.ts'
import { assessorOf, nameOf, officeOf, unitsOf } from './units.ts'

const Part = z.strictObject({ from: IsoDate, points: Points, ground: Text.optional() })
const Item = z
  .strictObject({
    indicator: Key,
    points: Points.optional(),
    ground: Text.optional(),
    /** of an indicator that was adjusted, the points for each part of the year, by its first day */
    segments: z.array(Part).min(2, '至少两段').optional(),
    doubtful: z.boolean().default(false),
    silent: z.boolean().default(false),
    unfinished: z.boolean().default(false),
  })
  .refine(
    ({ points, segments }) => (points === undefined) !== (segments === undefined),
    '应写得分（points），年中调整过的指标则分段写（segments）',
  )
const ByIndicator = z.strictObject({ items: z.array(Item).min(1, '至少一项') })
const ByUnit = z
  .strictObject({ score: Percent, ground: Text.optional() })
  .refine(({ score, ground }) => ground !== undefined || compare(score, '100') === 0, '扣分应写明依据（ground）')
type Change = StepChange<'assessment'>

/**
 * The assessing bodies score what was reported: each indicator by its own body (points up to its full points, a ground for each
 * deduction), or the unit as a whole by the office (0 to 100). `doubtful` sends an indicator to site verification, `silent` to
 * collective deliberation, `unfinished` says that its task was not completed.
 */
export const assessment: KindRules<'assessment'> = {
  open: async (change) => {
    const tasks = perIndicator(change.pack, change.spec.input) ? await tasksByBody(change) : unitTasks(change)
    await openTasks(change, change.step.key, tasks)
  },
  content: (change, task) => {
    if (perIndicator(change.pack, change.spec.input)) return isLeading(task) ? withMinutes(change, ByIndicator) : ByIndicator
    return isLeading(task) ? withMinutes(change, ByUnit) : ByUnit
  },
  byDefault: (change, task, silence) =>
    perIndicator(change.pack, change.spec.input) ? itemsByDefault(change, task, silence) : unitByDefault(change, task, silence),
  accept: async (change, submission, task) => {
    const unit = submission.unit ?? ''
    const base = { unit, input: change.spec.input, submission: submission.id, ...decidedBy(task, submission.content) }
    if (!perIndicator(change.pack, change.spec.input)) {
      const { score, ground } = submission.content as z.infer<typeof ByUnit>
      return storeScores(change, [{ ...base, value: score, ground }])
    }
    const { items } = submission.content as z.infer<typeof ByIndicator>
    const book = await toScore(change, unit, task?.assignee_body ?? null)
    requireSameKeys(
      book.map((each) => each.key),
      items.map((each) => each.indicator),
      task?.title ?? change.step.name,
    )
    const given = await segmentsGiven(change, unit, items)
    checkPoints(given)
    const scores = given.map(({ item, full: _, segment, points, ground }) => ({
      ...base,
      ...{ item: item.indicator, value: points, ground, segment, doubtful: item.doubtful, silent: item.silent },
    }))
    await storeScores(change, scores)
    await storeUnfinished(change, base, items, book)
  },
}

/** What a body has to score: its indicators of the unit, but for those that a unit which was merged into it has scores of already. */
async function toScore(change: Change, unit: string, body: string | null): Promise<IndicatorRow[]> {
  const { db, cycle, pack, spec } = change
  const own = (await taskBook(db, cycle, unit)).filter((each) => assessorOf(pack, unit, each.body) === body)
  const scored = new Set((await scoresInForce(db, cycle, { unit, input: spec.input })).map((each) => each.item))
  return own.filter(({ key }) => !scored.has(key))
}

type Given = { item: z.infer<typeof Item>; segment: string | null; points: string; ground: string | undefined; full: string }

/** The points as they are given, each with the full points that bound them: one for the year, or one for each of its parts. */
async function segmentsGiven({ db, cycle, pack }: Change, unit: string, items: z.infer<typeof Item>[]): Promise<Given[]> {
  const versions = Map.groupBy(await indicatorVersions(db, cycle, unit), ({ key }) => key)
  return items.flatMap((item): Given[] => {
    const parts = bookSegments(pack, versions.get(item.indicator) ?? [])
    const days = parts.map(({ from }) => from)
    const given = item.segments?.map(({ from }) => from) ?? [days[0]]
    if (days.join() !== given.join() || parts.length > 1 !== (item.segments !== undefined))
      throw new Refusal(
        'bad-input',
        parts.length > 1 ? unlikeParts(item.indicator, parts) : `指标 ${item.indicator} 年内没有分段，应只写一个得分（points），未予保存。`,
      )
    if (!item.segments) return [{ item, segment: null, points: item.points ?? '0', ground: item.ground, full: parts[0]!.row.full_points }]
    return item.segments.map(({ from, points, ground }, n) => ({ item, segment: from, points, ground, full: parts[n]!.row.full_points }))
  })
}

function unlikeParts(indicator: string, parts: readonly BookSegment[]): string {
  const days = parts.map(({ from, until, row }) => `${from} 至 ${until}（分值 ${row.full_points}）`).join('、')
  return `指标 ${indicator} 年内调整过，应按 ${days} 分段写得分（segments，每段写 from），未予保存。`
}

/** A unit's one score: full, none, or the mean of the other units'. */
async function unitByDefault(change: Change, task: TaskRow, silence: Silence): Promise<NewScore[] | null> {
  const { unit, input } = { unit: task.unit ?? '', input: change.spec.input }
  const scores = given(await scoresInForce(change.db, change.cycle, { input })).filter((each) => each.unit !== unit)
  const value = standing(
    silence,
    '100',
    scores.map((each) => ({ value: each.value, full: '100' })),
  )
  return value === null ? null : [{ unit, input, value }]
}

/** An unfinished task is a fact of its own, and of a key task (重点工作) one more: consequences hang on both. */
async function storeUnfinished(
  change: Change,
  base: { unit: string; submission: string },
  items: z.infer<typeof Item>[],
  book: IndicatorRow[],
): Promise<void> {
  const unfinished = items.filter((each) => each.unfinished)
  const key = unfinished.filter((each) => book.find((indicator) => indicator.key === each.indicator)?.kind === 'key')
  await storeScores(change, [
    ...unfinished.map((each) => ({ ...base, input: NOTED.unfinished, item: each.indicator, value: '1' })),
    ...key.map((each) => ({ ...base, input: NOTED.missedKeyTasks, item: each.indicator, value: '1' })),
  ])
}

function checkPoints(given: readonly Given[]): void {
  const problems: string[] = []
  for (const { item, segment, points, ground, full } of given) {
    const name = `指标 ${item.indicator}${segment === null ? '' : `（${segment} 起）`}`
    if (compare(points, full) > 0) problems.push(`${name} 的得分应不超过 ${full} 分，实为 ${points} 分`)
    if (compare(points, full) < 0 && ground === undefined) problems.push(`${name} 扣分（${points}/${full}）未写明依据`)
  }
  if (problems.length > 0) throw new Refusal('bad-input', `考评结果不符合要求，未予保存：${problems.slice(0, 5).join('；')}。`, problems)
}

async function tasksByBody(change: Change): Promise<NewTask[]> {
  const book = await taskBook(change.db, change.cycle)
  return unitsOf(change).flatMap((unit) => {
    const bodies = new Set(book.filter((each) => each.unit === unit.key).map((each) => assessorOf(change.pack, unit.key, each.body)))
    return [...bodies].sort().map((body) => toTask(change, unit.key, body, `${unit.key}@${body}`))
  })
}

const unitTasks = (change: Change): NewTask[] => unitsOf(change).map((unit) => toTask(change, unit.key, officeOf(change.pack), unit.key))

const toTask = (change: Change, unit: string, body: string, key: string): NewTask => ({
  key,
  verb: 'submit',
  unit,
  assignee: { body },
  title: `${change.step.name}：${nameOf(change.pack, unit)}`,
  due: change.step.due_at ?? change.now,
})
