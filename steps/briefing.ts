import { quotient, round, sum } from '../scoring/decimal.ts'
import type { Pack, PlanStep } from '../scoring/index.ts'
import type { Briefing } from '../records/briefing.ts'
import { taskBook, type IndicatorRow } from '../records/indicator.ts'
import { Refusal } from '../records/refusal.ts'
import { scoresInForce, type ScoreRow } from '../records/score.ts'
import { settledSteps } from '../records/step.ts'
import { perIndicator } from './inputs.ts'
import type { StepChange } from './rules.ts'
import { unitsOf } from './units.ts'

/**
 * The results of the steps that a step shows to its raters, compiled as they are now: a number as it is, several ratings as their mean, points of
 * indicators as a sum of full points. @throws Refusal `conflict` while one of these steps has not settled
 */
export async function compileBriefing(change: StepChange, shows: readonly string[]): Promise<Briefing> {
  const { db, cycle, pack } = change
  const settled = await settledSteps(db, cycle)
  const steps = shows.flatMap((key) => pack.plan.find((step) => step.key === key) ?? [])
  const lacking = steps.filter(({ key }) => !settled.has(key))
  if (lacking.length > 0)
    throw new Refusal(
      'conflict',
      `评价人应先看到各项结果：${lacking.map(({ name }) => name).join('、')} 尚未办结，“${change.step.name}”不能开始。`,
    )
  const [book, scores] = [await taskBook(db, cycle), await scoresInForce(db, cycle)]
  return {
    steps: steps.map((step) => ({
      key: step.key,
      name: step.name,
      label: inputsOf(step)
        .map((name) => labelOf(pack, name))
        .join('、'),
    })),
    units: unitsOf(change).map(({ key }) => ({
      unit: key,
      results: Object.fromEntries(
        steps.flatMap((step) => {
          const own = scores.filter((row) => row.unit === key)
          const words = inputsOf(step).flatMap(
            (input) =>
              told(
                pack,
                input,
                own,
                book.filter((row) => row.unit === key),
              ) ?? [],
          )
          return words.length === 0 ? [] : [[step.key, words.join('；')]]
        }),
      ),
    })),
  }
}

/** The inputs that a step fills. */
export function inputsOf(step: PlanStep): string[] {
  if (step.kind === 'ballot') return step.groups.map(({ input }) => input)
  if (step.kind === 'results') return step.inputs ?? [step.input ?? '']
  return step.kind === 'assessment' || step.kind === 'evaluation' ? [step.input] : []
}

/** Raw points stand for the pair of raw and full points. */
const labelOf = ({ scoring }: Pack, name: string): string =>
  (scoring.inputs[name] ?? scoring.indicatorFields[name] ?? scoring.inputs[`${name}.raw`])?.label ?? name

function told(pack: Pack, input: string, scores: ScoreRow[], book: IndicatorRow[]): string | undefined {
  if (perIndicator(pack, input))
    return pointsOf(
      scores.filter((row) => row.input === input),
      book,
    )
  const [raw, full] = ['raw', 'full'].map((part) => scores.find((row) => row.input === `${input}.${part}`))
  if (raw && full) return `${raw.value} / ${full.value}`
  const rows = scores.filter((row) => row.input === input)
  if (rows.length === 0) return undefined
  if (pack.scoring.inputs[input]?.type === 'numbers')
    return `平均 ${round(quotient(sum(rows.map(({ value }) => value)), String(rows.length)), 2, 'halfUp')}（${rows.length} 份）`
  return rows[0]!.not_applicable === null ? (rows[0]!.word ?? rows[0]!.value) : `不适用：${rows[0]!.not_applicable}`
}

function pointsOf(scores: ScoreRow[], book: IndicatorRow[]): string | undefined {
  if (scores.length === 0) return undefined
  const full = book.filter(({ key }) => scores.some(({ item }) => item === key)).map((row) => row.full_points)
  return `${sum(scores.map(({ value }) => value))} / ${sum(full)}`
}
