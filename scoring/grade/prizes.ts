import { compare } from '../decimal.ts'
import { Evaluation } from '../evaluate/evaluation.ts'
import type { Parameters } from '../evaluate/parameters.ts'
import { sourceText } from '../evaluate/place.ts'
import { programOf } from '../evaluate/program.ts'
import type { Recording } from '../evaluate/recording.ts'
import { prizesOf } from '../evaluate/score-unit.ts'
import type { PrizeStanding, ScoredUnit } from '../outcome.ts'
import type { Prize } from '../pack/grades-file.ts'
import type { Pack } from '../pack/pack.ts'
import type { Detail } from '../trace/trace.ts'
import { missing, missingAmong, notApplicable, number, truth } from '../value.ts'
import type { Use, Value } from '../value.ts'

/** Ranks the units of a class for each of its prizes. Equal values share a rank, and all who stand within the places have the prize. */
export function awardPrizes(
  pack: Pack,
  classKey: string,
  results: readonly ScoredUnit[],
  parameters: Parameters,
  recording: Recording,
): PrizeStanding[] {
  const evaluation = new Evaluation(programOf(pack), {}, parameters, recording)
  return prizesOf(pack, classKey).map((prize) => award(prize, results, evaluation, recording))
}

type Contender = { unit: string; own: Use; rank: Use | null }

function award(prize: Prize, results: readonly ScoredUnit[], evaluation: Evaluation, recording: Recording): PrizeStanding {
  const source = sourceText(prize.source)
  const add = (id: string, op: string, uses: readonly Use[], value: Value, detail: Detail = {}): Use =>
    recording.write(id, op, uses, value, detail, source)
  const all = results.map((result): Contender => {
    const own = add(`prized:${prize.key}@${result.unit}`, 'prized', [], valueOf(result, prize.key), { seal: result.trace.seal })
    return { unit: result.unit, own, rank: null }
  })
  const owns = all.map(({ own }) => own)
  const order = all.filter(({ own }) => own.value.kind === 'number').toSorted((a, b) => compare(numberOf(b.own), numberOf(a.own)))
  const field = add(`prizeField:${prize.key}`, 'prizeField', owns, missingAmong(owns) ?? number(String(order.length)))
  for (const [index, one] of order.entries()) {
    const before = order[index - 1]
    const tied = before !== undefined && compare(numberOf(before.own), numberOf(one.own)) === 0
    const uses = before ? [one.own, before.own, before.rank!] : [one.own]
    const place = String(index + 1)
    one.rank = add(`prizeRank:${prize.key}@${one.unit}`, 'prizeRank', uses, tied ? before.rank!.value : number(place), { place })
  }
  const places = order.length === 0 ? null : evaluation.condition(`places:${prize.key}`, prize.places, prize.source)
  const won = new Map(order.map(({ unit, rank }) => [unit, wonBy(prize, unit, [rank!, field, places!], add)]))
  const units = [...order, ...all.filter(({ rank }) => rank === null)].map(({ unit, own, rank }) => ({
    unit,
    value: own.value.kind === 'number' ? own.value.value : null,
    rank: rank && Number(numberOf(rank)),
    won: won.get(unit) ?? null,
  }))
  return { key: prize.key, label: prize.label, units }
}

function wonBy(
  { key }: Prize,
  unit: string,
  uses: [rank: Use, field: Use, places: Use],
  add: (id: string, op: string, uses: readonly Use[], value: Value) => Use,
): boolean | null {
  const within = missingAmong(uses) ?? truth(compare(numberOf(uses[0]), numberOf(uses[2])) <= 0)
  const { value } = add(`won:${key}@${unit}`, 'won', uses, within)
  return value.kind === 'truth' ? value.value : null
}

function valueOf({ unit, state, prizes }: ScoredUnit, key: string): Value {
  const written = prizes?.[key]
  if (written === undefined) return state === 'notApplicable' ? notApplicable('本年度不计成绩') : missing(`prize:${key}:${unit}`)
  if (written.startsWith('missing: ')) return missing(`prize:${key}:${unit}`)
  return written.startsWith('notApplicable: ') ? notApplicable(written.slice('notApplicable: '.length)) : number(written)
}

const numberOf = ({ value }: Use): string => (value.kind === 'number' ? value.value : '0')
