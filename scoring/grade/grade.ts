import { Evaluation } from '../evaluate/evaluation.ts'
import { Parameters } from '../evaluate/parameters.ts'
import { programOf } from '../evaluate/program.ts'
import { Recording } from '../evaluate/recording.ts'
import type { Facts } from '../facts/facts.ts'
import type { Cohort, Consequence, Standing, ScoredUnit } from '../outcome.ts'
import type { ConsequenceRule } from '../pack/grades-file.ts'
import type { Pack } from '../pack/pack.ts'
import { textOf } from '../value.ts'
import { gradeUnits } from './grades.ts'
import { awardPrizes } from './prizes.ts'
import { rank } from './ranking.ts'
import type { Place, Ranking } from './ranking.ts'

/** Ranks each class on the published scores and derives grades and consequences. One cohort per class of the roster, in its order. */
export function grade(pack: Pack, results: readonly ScoredUnit[], facts: Facts): Cohort[] {
  const byClass = Map.groupBy(results, (result) => result.class)
  return pack.roster.classes.map(({ key }) => gradeClass(pack, key, byClass.get(key) ?? [], facts))
}

/** One class. Units whose facts were refused have no facts here either. */
export function gradeClass(pack: Pack, classKey: string, results: readonly ScoredUnit[], facts: Facts): Cohort {
  const recording = new Recording()
  const ranking = rank(pack, classKey, results, recording)
  const program = programOf(pack)
  const parameters = new Parameters(program, facts.parameters ?? {}, recording)
  const evaluations = new Map(
    results.map(({ unit, state }) => {
      const own = state === 'refused' ? {} : (facts.units[unit] ?? {})
      return [unit, new Evaluation(program, own, parameters, recording, unit, ranking.places.get(unit)!.standing)] as const
    }),
  )
  const graded = gradeUnits(pack, classKey, ranking, evaluations, recording)
  const rules = pack.grades.consequences.filter(({ classes }) => !classes || classes.includes(classKey))
  const units = inOrder(ranking, results).map(({ unit }): Standing => {
    const consequences = rules.flatMap((rule) => follow(rule, evaluations.get(unit)!))
    return { unit, ...placed(ranking.places.get(unit)!, ranking), grade: graded.grades.get(unit) ?? null, consequences }
  })
  const prizes = awardPrizes(pack, classKey, results, parameters, recording)
  const result = Object.fromEntries(results.map(({ unit }) => [unit, `standing:rank@${unit}`]))
  const trace = recording.sealed({ phase: 'grade', pack: pack.hash, subject: classKey, class: classKey, result })
  return { class: classKey, ranked: ranking.ranked, complete: ranking.complete, units, prizes, notes: graded.notes, trace }
}

/** Ranked units first, then the others as in the roster. */
function inOrder({ order }: Ranking, results: readonly ScoredUnit[]): readonly ScoredUnit[] {
  return [...order, ...results.filter(({ state }) => state !== 'determined')]
}

function placed({ published, rank, standing }: Place, { ranked }: Ranking): Pick<Standing, 'published' | 'rank' | 'last'> {
  const last = standing['last']!.value
  return {
    published: published.value.kind === 'number' ? published.value.value : null,
    rank: ranked && rank.value.kind === 'number' ? Number(rank.value.value) : null,
    last: last.kind === 'truth' && last.value,
  }
}

function follow(rule: ConsequenceRule, evaluation: Evaluation): Consequence[] {
  const { value } = evaluation.condition(`consequence:${rule.key}`, rule.when, rule.source)
  const common = {
    key: rule.key,
    label: rule.label,
    needsDecision: rule.needsDecision === 'true',
    unit: rule.unit ?? null,
    bars: rule.bars ?? [],
  }
  if (value.kind === 'missing') return [{ ...common, state: 'open', value: null, missing: value.inputs }]
  if (value.kind !== 'truth' || !value.value) return []
  const amount = rule.value ? textOf(evaluation.condition(`amount:${rule.key}`, rule.value, rule.source).value) : null
  return [{ ...common, state: 'applies', value: amount, missing: [] }]
}
