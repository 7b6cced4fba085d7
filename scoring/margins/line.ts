import { compare, minus, quotient, round, sum } from '../decimal.ts'
import { Evaluation } from '../evaluate/evaluation.ts'
import { Parameters } from '../evaluate/parameters.ts'
import { programOf, sourceText } from '../evaluate/program.ts'
import { Unrecorded } from '../evaluate/unrecorded.ts'
import type { Facts } from '../facts/facts.ts'
import type { Comparison, Node } from '../grammar/node.ts'
import { operatorOf } from '../grammar/operators.ts'
import type { Cohort, Standing } from '../outcome.ts'
import type { Pack } from '../pack/pack.ts'
import type { Source } from '../pack/scalars.ts'
import { number, truth } from '../value.ts'
import type { Use, Value } from '../value.ts'

/** What lies at a line: a grade's score, the last place of a quota, a consequence, the last place of the class, or just the next place. */
export const lineKinds = ['grade', 'quota', 'consequence', 'last', 'rank'] as const
export type LineKind = (typeof lineKinds)[number]
/**
 * A line as a unit sees it. `at` is the score that the line stands at, `from` the least published score on its upper side; `other` the unit
 * whose score makes the line, null for a score of the regulation.
 */
export type Line = {
  kind: LineKind
  key: string
  label: string
  article: string
  at: string
  from: string
  side: 'above' | 'below'
  other: string | null
}
/** A class that has been graded, and where it came from. */
export type Graded = { pack: Pack; facts: Facts; cohort: Cohort }
/** A unit with a published score and a rank. */
export type Ranked = Standing & { published: string; rank: number }

/** The units that have a rank, best first. */
export function rankedIn({ units }: Cohort): Ranked[] {
  return units.filter((unit): unit is Ranked => unit.rank !== null && unit.published !== null)
}

/** The smallest step between two published scores. */
export function publishedStep({ scoring }: Pack): string {
  return Number(scoring.published.places) === 0 ? '1' : quotient('1', `1${'0'.repeat(Number(scoring.published.places))}`)
}

type Described = { key: string; label: string; source: Source; kind: LineKind }

/** The lines that a condition draws where it compares published score or rank with a number. */
export function conditionLines(graded: Graded, unit: Ranked, condition: Node, of: Described): Line[] {
  const ranked = rankedIn(graded.cohort)
  const read = (node: Node): string | null => numberOf(graded, unit, node, ranked.length, of.source)
  const common = { kind: of.kind, key: of.key, label: of.label, article: sourceText(of.source) }
  return [...active(graded.pack, condition)].flatMap((node): Line[] => {
    if (node.op === 'bands' && isStanding(node.of, 'published'))
      return node.bands.flatMap((band) =>
        (['atLeast', 'above', 'below', 'upTo'] as const).flatMap((edge) => {
          const at = band[edge]
          return at === undefined ? [] : [scoreLine(graded.pack, unit, edge === 'upTo' ? 'atMost' : edge, at, common)]
        }),
      )
    if (node.op !== 'compare') return []
    const [own, other, is] = isStanding(node.left) ? [node.left, node.right, node.is] : [node.right, node.left, turned[node.is]]
    const at = isStanding(own) ? read(other) : null
    if (at === null || is === 'equal' || is === 'notEqual') return []
    if (isStanding(own, 'published')) return [scoreLine(graded.pack, unit, is, at, common)]
    return isStanding(own, 'rank') ? cutLines(ranked, unit, cutOf(is, at), common) : []
  })
}

/** The line between those who are in and those who are not, for a unit that is one or the other. */
export function betweenLines(
  inside: readonly Ranked[],
  outside: readonly Ranked[],
  unit: Ranked,
  common: Pick<Line, 'kind' | 'key' | 'label' | 'article'>,
): Line[] {
  const [lastIn, firstOut] = [inside.at(-1), outside[0]]
  if (!lastIn || !firstOut) return []
  if (inside.includes(unit)) return [{ ...common, at: firstOut.published, from: firstOut.published, side: 'above', other: firstOut.unit }]
  if (outside.includes(unit)) return [{ ...common, at: lastIn.published, from: lastIn.published, side: 'below', other: lastIn.unit }]
  return []
}

function cutLines(ranked: readonly Ranked[], unit: Ranked, cut: string, common: Pick<Line, 'kind' | 'key' | 'label' | 'article'>): Line[] {
  const isIn = ({ rank }: Ranked): boolean => compare(String(rank), cut) <= 0
  return betweenLines(
    ranked.filter(isIn),
    ranked.filter((one) => !isIn(one)),
    unit,
    common,
  )
}

/** How many places stand on the upper side. */
function cutOf(is: Comparison, at: string): string {
  const whole = round(at, 0, 'down')
  return is === 'atMost' || is === 'above' || compare(whole, at) < 0 ? whole : minus(whole, '1')
}

function scoreLine(
  pack: Pack,
  { published }: Ranked,
  is: Comparison,
  at: string,
  common: Pick<Line, 'kind' | 'key' | 'label' | 'article'>,
): Line {
  const from = firstAbove(pack, at, is === 'above' || is === 'atMost')
  return { ...common, at, from, side: compare(published, from) >= 0 ? 'above' : 'below', other: null }
}

/** The least published score that is not below a number, or (`beyond`) that is above it. */
function firstAbove(pack: Pack, at: string, beyond: boolean): string {
  const near = round(at, Number(pack.scoring.published.places), 'halfUp')
  const enough = compare(near, at) > 0 || (!beyond && compare(near, at) === 0)
  return enough ? near : sum([near, publishedStep(pack)])
}

const turned: Record<Comparison, Comparison> = {
  atLeast: 'atMost',
  above: 'below',
  atMost: 'atLeast',
  below: 'above',
  equal: 'equal',
  notEqual: 'notEqual',
}

function isStanding(node: Node, field?: string): boolean {
  return node.op === 'standing' && (field === undefined || node.field === field)
}

/** The nodes that count: of a choice only the option that is chosen. */
function* active(pack: Pack, node: Node): Generator<Node> {
  yield node
  const chosen = node.op === 'choice' ? `options/${programOf(pack).choices.get(node.assumption)}` : null
  for (const child of operatorOf(node).children(node)) if (chosen === null || child.path === chosen) yield* active(pack, child.node)
}

function numberOf({ pack, facts }: Graded, unit: Ranked, node: Node, size: number, source: Source): string | null {
  const recording = new Unrecorded()
  const use = (field: string, value: Value): Use => recording.write(field, field, [], value, {}, '')
  const standing = {
    rank: use('rank', number(String(unit.rank))),
    published: use('published', number(unit.published)),
    size: use('size', number(String(size))),
    last: use('last', truth(unit.last)),
  }
  const program = programOf(pack)
  const parameters = new Parameters(program, facts.parameters ?? {}, recording)
  const { value } = new Evaluation(program, facts.units[unit.unit] ?? {}, parameters, recording, unit.unit, standing).condition(
    'line',
    node,
    source,
  )
  return value.kind === 'number' ? value.value : null
}
