import { describe, expect, test } from 'vitest'
import { sampleFacts, score, verify, type Pack, type Trace } from '../../scoring/index.ts'
import { lotOf } from '../../scoring/facts/lot.ts'
import { sealOf } from '../../scoring/trace/seal.ts'
import { TraceShape } from '../../scoring/trace/shape.ts'
import { packs } from './keys.ts'
import { shipped } from '../scoring/packs.ts'
import { unfounded } from '../../scoring/verify/verify.ts'
import { resealed, spoil, textsByLine, type Text } from '../scoring/spoil.ts'

const SEED = '1'
/** So many texts of each line are changed; which ones, and which character, the seed says. */
const PER_LINE = 2
/** Up to so many lines each is tried; of longer traces one in so many that the time stays bounded. */
const ALL_LINES = 400
const strideOf = ({ steps: { length } }: Trace): number =>
  Math.max(1, Math.ceil((length / ALL_LINES) ** 2)) * (length > ALL_LINES * 3 ? 3 : 1)
/** Of so many lines one is left out. */
const EACH_NTH = 7
/** Of so many changed texts one goes through the verifier as a whole. */
const VERIFIED_NTH = 10
/** What no rule can check: who says so, the words of a fact, and the seal of another trace. */
const WORDS = /^detail\.(origin|fields(\..+)?|seal)$/

describe.each(packs)('with made-up facts for the whole roster of %s', (key) => {
  const pack = shipped(key)
  const { units, cohorts, problems } = score(pack, sampleFacts(pack, SEED))
  const traces = [...units, ...cohorts].map(({ trace }) => trace)

  test('every trace holds', () => {
    expect(problems).toEqual([])
    expect(units).toHaveLength(pack.roster.units.length)
    expect(traces.flatMap((trace) => verify(pack, trace))).toEqual([])
  })

  const longest = ({ key: own }: { key: string }): Trace =>
    units.filter((unit) => unit.class === own).reduce((a, b) => (b.trace.steps.length > a.trace.steps.length ? b : a)).trace
  const of = (own: string): Trace => cohorts.find((cohort) => cohort.class === own)!.trace

  describe.each(pack.roster.classes.map((one): [string, Trace, Trace] => [one.key, longest(one), of(one.key)]))(
    'one character anywhere in a line of %s',
    (_, one, cohort) => {
      test('of a score is found', () => expect(held(pack, one)).toEqual([]))
      test('of ranks and grades is found', () => expect(held(pack, cohort)).toEqual([]))
      test('breaks the seal, whichever line it is', () => expect([...unsealed(one), ...unsealed(cohort)]).toEqual([]))
      test('and a line that is left out is missed', () => expect([...spared(pack, one), ...spared(pack, cohort)]).toEqual([]))
    },
  )
})

/** The texts of lines that could be changed under the same seal and in the form of a trace. A line is sealed by itself, so that all of long traces can be tried. */
function unsealed(trace: Trace): string[] {
  const lot = lotOf(`${SEED} ${trace.subject}`)
  return trace.steps.flatMap((step) => {
    const single = { ...trace, result: {}, steps: [step] }
    const seal = sealOf(single)
    const texts = textsByLine(single)[0] ?? []
    const same = texts.filter((one, nth) => {
      const spoilt = spoil(single, one, lot.whole(0, one.text.length - 1, step.id, String(nth)))
      return sealOf(spoilt) === seal && TraceShape.safeParse(spoilt).success
    })
    return same.map(({ place, text }) => `${step.id} ${place.join('/')} ${text}`)
  })
}

/** The texts of which a changed character went unnoticed: by the rules although one could tell, or even under the old seal. */
function held(pack: Pack, trace: Trace): string[] {
  return drawn(trace).flatMap(({ one, at }, nth) => {
    const spoilt = spoil(trace, one, at)
    const unnoticed = followsFrom(pack, spoilt, lineOf(one))
    if (nth % VERIFIED_NTH === 0) expect(verify(pack, resealed(spoilt)).length === 0, one.place.join('/')).toBe(unnoticed)
    if (!unnoticed) return []
    const place = `${one.place.join('/')} ${one.text}`
    const words = one.place[0] === 'seal' || WORDS.test(one.place.slice(2).join('.'))
    return [...(words ? [] : [`${place}: sealed anew`]), ...(sealOf(spoilt) === spoilt.seal ? [`${place}: as it was sealed`] : [])]
  })
}

/** Lines that can be left out, one in seven tried, without anything that tells. */
function spared(pack: Pack, trace: Trace): string[] {
  const nth = EACH_NTH * strideOf(trace)
  const first = lotOf(SEED).whole(0, nth - 1, trace.subject)
  return trace.steps.flatMap(({ id }, index) => {
    if (index % nth !== first) return []
    return followsFrom(pack, { ...trace, steps: trace.steps.toSpliced(index, 1) }, index) ? [id] : []
  })
}

/**
 * Whether nothing but its seal could be wrong with a trace of which one line is not as it was: what `verify` says of it sealed anew, found sooner,
 * because that line or one that uses it is the first to tell.
 */
function followsFrom(pack: Pack, trace: Trace, line: number): boolean {
  const holds = (from: number): boolean => unfounded(pack, trace, from).next().done === true
  return TraceShape.safeParse(trace).success && holds(line) && holds(0)
}
const lineOf = ({ place: [part, line] }: Text): number => (part === 'steps' ? Number(line) : 0)

function drawn(trace: Trace): { one: Text; at: number }[] {
  const lot = lotOf(`${SEED} ${trace.subject}`)
  const stride = strideOf(trace)
  return textsByLine(trace).flatMap((texts, line) => {
    if (line % stride !== trace.subject.length % stride) return []
    const first = lot.whole(0, texts.length - 1, String(line))
    return Array.from({ length: Math.min(PER_LINE, texts.length) }, (_, nth) => {
      const one = texts[(first + nth * 5) % texts.length]!
      return { one, at: lot.whole(0, one.text.length - 1, String(line), String(nth)) }
    })
  })
}
