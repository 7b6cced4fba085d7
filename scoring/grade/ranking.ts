import { compare } from '../decimal.ts'
import { sourceText } from '../evaluate/program.ts'
import type { Recording } from '../evaluate/recording.ts'
import type { ScoredUnit } from '../outcome.ts'
import type { Pack } from '../pack/pack.ts'
import { missing, missingAmong, notApplicable, number, truth } from '../value.ts'
import type { Use, Value } from '../value.ts'

/** The places of a class: for each unit its published score, rank, whether it is last, and what conditions may read of it. */
export type Place = { published: Use; rank: Use; standing: { [field: string]: Use } }
export type Ranking = { ranked: boolean; complete: boolean; order: ScoredUnit[]; places: Map<string, Place>; size: Use }

/**
 * Ranks the units of one class on their published scores, best first, and records each step. Each rank leans on the one before it
 * (equal score, equal rank; otherwise the place), so that a line can be re-checked by itself.
 */
export function rank(pack: Pack, classKey: string, results: readonly ScoredUnit[], recording: Recording): Ranking {
  const { ranking } = pack.grades
  const ranked = ranking.classes.includes(classKey)
  const published = new Map(
    results.map((result) => [
      result.unit,
      recording.write(
        `published:${result.unit}`,
        'published',
        [],
        publishedValue(result),
        { seal: result.trace.seal },
        sourceText(pack.scoring.published.source),
      ),
    ]),
  )
  const all = [...published.values()]
  const lacking = missingAmong(all)
  const order = results.filter(({ state }) => state === 'determined').toSorted((a, b) => compare(b.published!, a.published!))
  const source = sourceText(ranking.source)
  const size = recording.write('standing:size', 'size', all, lacking ?? number(String(order.length)), {}, source)
  const ranks = ranksOf(order, published, recording, sourceText(ranking.ties.source))
  const ends = order.length === 0 ? null : { highest: published.get(order[0]!.unit)!, lowest: published.get(order.at(-1)!.unit)! }
  const places = new Map<string, Place>()
  for (const { unit } of results) {
    const own = published.get(unit)!
    const away = ranked ? null : notApplicable('该类不排名')
    const place = ranks.get(unit) ?? recording.write(`rank:${unit}`, 'rank', [own], own.value, { place: '' }, source)
    const settled = recording.write(
      `standing:rank@${unit}`,
      'settled',
      [place, size],
      away ?? missingAmong([place, size]) ?? place.value,
      {},
      source,
    )
    const uses = ends ? [own, ends.lowest, ends.highest, size] : [own, size]
    const minimumClass = ranking.last.minimumClass
    const last = recording.write(
      `standing:last@${unit}`,
      'last',
      uses,
      away ?? lastValue(uses, minimumClass),
      { minimumClass },
      sourceText(ranking.last.source),
    )
    places.set(unit, { published: own, rank: place, standing: { rank: settled, last, size, published: own } })
  }
  return { ranked, complete: lacking === null, order, places, size }
}

function publishedValue({ unit, state, published }: ScoredUnit): Value {
  if (state === 'determined') return number(published!)
  return state === 'notApplicable' ? notApplicable('本年度不计成绩') : missing(`published:${unit}`)
}

function ranksOf(
  order: readonly ScoredUnit[],
  published: ReadonlyMap<string, Use>,
  recording: Recording,
  source: string,
): Map<string, Use> {
  const ranks = new Map<string, Use>()
  for (const [index, result] of order.entries()) {
    const before = order[index - 1]
    const uses = [published.get(result.unit)!, ...(before ? [published.get(before.unit)!, ranks.get(before.unit)!] : [])]
    const ties = before && compare(before.published!, result.published!) === 0
    const value = ties ? ranks.get(before.unit)!.value : number(String(index + 1))
    ranks.set(result.unit, recording.write(`rank:${result.unit}`, 'rank', uses, value, { place: String(index + 1) }, source))
  }
  return ranks
}

/** Last: the lowest score of a class that is large enough and not all alike. */
function lastValue(uses: readonly Use[], minimumClass: string): Value {
  const [own, lowest, highest, size] = uses.map(({ value }) => (value.kind === 'number' ? value.value : null))
  if (own === null || own === undefined) return uses[0]!.value
  const lacking = missingAmong(uses)
  if (lacking) return lacking
  return truth(compare(size!, minimumClass) >= 0 && compare(own, lowest!) === 0 && compare(lowest!, highest!) !== 0)
}
