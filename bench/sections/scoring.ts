import { execFileSync } from 'node:child_process'
import path from 'node:path'
import { packKeys } from '../../client/packs.ts'
import { Evaluation } from '../../scoring/evaluate/evaluation.ts'
import { Parameters } from '../../scoring/evaluate/parameters.ts'
import { programOf } from '../../scoring/evaluate/program.ts'
import { Unrecorded } from '../../scoring/evaluate/unrecorded.ts'
import { scoreUnit, verify, type Pack } from '../../scoring/index.ts'
import type { Section } from '../bench.ts'
import { factsFor } from '../facts.ts'
import type { CohortWay, measureCohort, Spent } from '../cohort.ts'
import { perSecond, ratio } from '../figures.ts'
import { straightLine } from '../straight-line.ts'

const WARM_UP_MS = 400
const TURNS = 6
const TURN_MS = 300
const INDICATORS = 25
const COHORT = { units: 1000, indicators: 117 }

/**
 * Units scored in a second of CPU, on one core: one unit of each formula of the pack, 25 indicators, two findings. Beside the bare decimal.js
 * arithmetic of the same total: the evaluation that keeps no trace; the product's `scoreUnit` (facts checked, trace kept and sealed); that and the
 * trace written as JSON, as it is stored; and the verifier. Then a whole cohort, scored and graded; how long each pack takes to be read and linted; and
 * what a cohort needs of the heap when traces are put away as they come, and when they are held.
 */
export const scoring: Section = async ({ pack, say }) => {
  const formulas: Record<string, unknown> = {}
  for (const rule of new Set(Object.values(pack.scoring.totals))) {
    const unit = pack.roster.units.find((each) => pack.scoring.totals[each.class] === rule)
    if (!unit) continue
    say(`  ${rule}`)
    formulas[rule] = measureFormula(pack, unit.key, unit.class, rule)
  }
  say('  cohort')
  const cohort = cohortOf(pack.pack.key)
  say('  packs')
  const packs = Object.fromEntries(packKeys().map((key) => [key, once('load', key)]))
  say('  heap')
  const peakHeap = [100, 1000].map((units) => {
    const of = (way: string) => once('heap', way, pack.pack.key, String(units), String(COHORT.indicators))
    return { units, indicators: COHORT.indicators, tracesStreamed: of('streamed'), tracesHeld: of('held') }
  })
  return { indicators: INDICATORS, formulas, cohort, loadAndLint: packs, peakHeap }
}

/** Each way of a cohort in a process of its own, and how many times the bare arithmetic it takes. */
function cohortOf(key: string) {
  const of = (way: CohortWay) =>
    once('cohort', way, key, String(COHORT.units), String(COHORT.indicators)) as ReturnType<typeof measureCohort>
  const [bare, streamed, held] = [of('bareArithmetic'), of('tracesStreamed'), of('tracesHeld')]
  const times = ({ threadMs, processMs }: Spent) => ({ thread: ratio(threadMs, bare.threadMs), process: ratio(processMs, bare.processMs) })
  return {
    ...{ units: COHORT.units, indicators: COHORT.indicators, traceLines: bare.traceLines },
    ms: { bareArithmetic: bare, tracesStreamed: streamed, tracesHeld: held },
    timesBareArithmetic: { tracesStreamed: times(streamed), tracesHeld: times(held) },
  }
}

/** What `bench/once.ts` measures in a process of its own. */
function once(...request: string[]): unknown {
  const file = path.join(import.meta.dirname, '../once.ts')
  return JSON.parse(execFileSync(process.execPath, ['--expose-gc', file, ...request], { encoding: 'utf8' }))
}

function measureFormula(pack: Pack, unit: string, unitClass: string, rule: string) {
  const facts = factsFor(pack, unitClass, INDICATORS)
  const { trace, total } = scoreUnit(pack, unit, facts)
  const bare = straightLine(pack, trace)
  if (total === null || bare() !== total) throw new Error(`the bare arithmetic gives ${bare()}, the product ${total ?? 'nothing'}`)
  const ways = {
    bareArithmetic: bare,
    withoutTrace: () => {
      const [program, nothing] = [programOf(pack), new Unrecorded()]
      return new Evaluation(program, facts, new Parameters(program, {}, nothing), nothing).rule(rule)
    },
    withTrace: () => scoreUnit(pack, unit, facts),
    withTraceWritten: () => JSON.stringify(scoreUnit(pack, unit, facts).trace),
    verify: () => verify(pack, trace),
  }
  const rates = ratesOf(ways)
  return {
    traceLines: trace.steps.length,
    traceBytes: Buffer.byteLength(JSON.stringify(trace)),
    unitsPerSecond: rates,
    timesBareArithmetic: Object.fromEntries(Object.entries(rates).map(([name, rate]) => [name, ratio(rates.bareArithmetic, rate)])),
  }
}

/** The best of several turns of each way, all ways in each turn: what else the machine does then meets all of them alike. */
function ratesOf<K extends string>(ways: Record<K, () => unknown>): Record<K, number> {
  const names = Object.keys(ways) as K[]
  const best = Object.fromEntries(names.map((name) => [name, 0])) as Record<K, number>
  for (const name of names) spin(ways[name], WARM_UP_MS)
  for (let turn = 0; turn < TURNS; turn++) for (const name of names) best[name] = Math.max(best[name], spin(ways[name], TURN_MS))
  return best
}

/** @returns how often in a second of CPU of this thread */
function spin(work: () => unknown, ms: number): number {
  const [began, end] = [process.threadCpuUsage(), performance.now() + ms]
  let count = 0
  for (; performance.now() < end; count++) work()
  const { user, system } = process.threadCpuUsage(began)
  return perSecond(count, (user + system) / 1000)
}
