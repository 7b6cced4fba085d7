import { round } from '../decimal.ts'
import { checkUnitFacts } from '../facts/check.ts'
import type { UnitFacts } from '../facts/facts.ts'
import type { UnitResult } from '../outcome.ts'
import type { Pack } from '../pack/pack.ts'
import { trouble } from '../problem.ts'
import type { Problem } from '../problem.ts'
import { Refusal } from '../refusal.ts'
import { number, textOf } from '../value.ts'
import type { Use } from '../value.ts'
import { Evaluation } from './evaluation.ts'
import { Parameters } from './parameters.ts'
import type { ParameterFacts } from './parameters.ts'
import { programOf } from './program.ts'
import { Recording } from './recording.ts'

/** Scores one unit of the roster; `parameters` are the deferred ones that later documents have set, checked. Wrong facts give state `refused` with problems; lacking ones `undetermined` with `missing`. */
export function scoreUnit(pack: Pack, unit: string, facts: UnitFacts, parameters: ParameterFacts = {}): UnitResult {
  const classKey = programOf(pack).classOf.get(unit)
  if (classKey === undefined)
    return refused(pack, unit, '', [
      trouble('facts', `/units/${unit}`, 'unknown-unit', `单位应在 roster.yaml 中，实为 \`${unit}\`。请更正或登记。`),
    ])
  const problems = checkUnitFacts(pack, classKey, facts, `/units/${unit}`)
  return problems.length > 0 ? refused(pack, unit, classKey, problems) : scoreAs(pack, unit, classKey, facts, parameters)
}

/** Scores facts that were checked, as a unit of a class: also for worked examples, whose units are in no roster. */
export function scoreAs(pack: Pack, unit: string, classKey: string, facts: UnitFacts, parameters: ParameterFacts = {}): UnitResult {
  const program = programOf(pack)
  const recording = new Recording(program.shapes)
  try {
    const evaluation = new Evaluation(program, facts, new Parameters(program, parameters, recording), recording)
    const total = evaluation.rule(pack.scoring.totals[classKey]!)
    const published = publish(evaluation, 'result:published', total)
    const prizes = prizesOf(pack, classKey).map(
      ({ key, rule }) => [key, publish(evaluation, `prize:${key}`, evaluation.rule(rule))] as const,
    )
    return { ...resulting(pack, unit, classKey, recording, { total, published, prizes }), ...prizeValues(prizes) }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return refused(pack, unit, classKey, [trouble('facts', `/units/${unit}`, error.code, error.message)], recording)
  }
}

type Prized = readonly (readonly [key: string, value: Use])[]

/** The prizes that units of a class compete for. */
export function prizesOf({ grades }: Pack, classKey: string): Pack['grades']['prizes'] {
  return grades.prizes.filter(({ classes }) => classes.includes(classKey))
}

function prizeValues(prizes: Prized): Pick<UnitResult, 'prizes'> {
  return prizes.length === 0 ? {} : { prizes: Object.fromEntries(prizes.map(([key, { value }]) => [key, textOf(value)])) }
}

/** The one rounding: the total, or the value for a prize, as it is published. */
function publish({ program, unit }: Evaluation, id: string, total: Use): Use {
  const { places, mode } = program.pack.scoring.published
  const value = total.value.kind === 'number' ? number(round(total.value.value, Number(places), mode)) : total.value
  const { line, detail } = program.publishedAs(id)
  return unit.record(line, [total], detail, value)
}

function resulting(
  pack: Pack,
  unit: string,
  classKey: string,
  recording: Recording,
  { total, published, prizes }: { total: Use; published: Use; prizes: Prized },
): UnitResult {
  const trace = recording.sealed({
    phase: 'score',
    pack: pack.hash,
    subject: unit,
    class: classKey,
    result: { total: total.id, published: published.id, ...Object.fromEntries(prizes.map(([key, { id }]) => [`prize:${key}`, id])) },
  })
  const { value } = total
  const bare = { unit, class: classKey, total: null, published: null, missing: [], problems: [], trace }
  if (value.kind === 'number') return { ...bare, state: 'determined', total: value.value, published: textOf(published.value) }
  return value.kind === 'missing' ? { ...bare, state: 'undetermined', missing: value.inputs } : { ...bare, state: 'notApplicable' }
}

function refused(pack: Pack, unit: string, classKey: string, problems: Problem[], recording = new Recording()): UnitResult {
  const trace = recording.sealed({ phase: 'score', pack: pack.hash, subject: unit, class: classKey, result: {} })
  return { unit, class: classKey, state: 'refused', total: null, published: null, missing: [], problems, trace }
}
