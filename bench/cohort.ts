import { conclude, score, scoreEach, withoutSteps, type Facts, type Outcome, type Pack } from '../scoring/index.ts'
import { factsOfAll } from './facts.ts'
import { ratio, rounded } from './figures.ts'
import { withUnits } from './packs.ts'
import { straightLine } from './straight-line.ts'

const WARM_UPS = 2
const TURNS = 5

/** Scores and grades all units; of each trace, once it is sealed, the seal is kept. */
export function streamed(pack: Pack, facts: Facts, seen: () => void = () => undefined): Omit<Outcome, 'units'> {
  const units = Array.from(scoreEach(pack, facts), (result) => {
    seen()
    return withoutSteps(result)
  })
  return conclude(pack, facts, units)
}

/**
 * A whole cohort scored and graded, every trace complete and sealed, beside the bare arithmetic of the same totals (the straight line of each
 * class, once for each unit of it). CPU of this thread; `processMs` adds what the garbage collector and the compiler do in theirs.
 */
export function measureCohort(base: Pack, count: number, indicators: number) {
  const pack = withUnits(base, count)
  const facts = factsOfAll(pack, indicators)
  const outcome = score(pack, facts)
  const lines = outcome.units.reduce((sum, { trace }) => sum + trace.steps.length, 0)
  const bare = bareOf(pack, outcome)
  const ways = {
    bareArithmetic: () => pack.roster.units.forEach((unit) => bare.get(unit.class)?.()),
    tracesStreamed: () => void streamed(pack, facts),
    tracesHeld: () => void score(pack, facts),
  }
  const best = bestOf(ways)
  const times = ({ threadMs, processMs }: Spent) => ({
    thread: ratio(threadMs, best.bareArithmetic.threadMs),
    process: ratio(processMs, best.bareArithmetic.processMs),
  })
  return {
    units: count,
    indicators,
    traceLines: lines,
    ms: best,
    timesBareArithmetic: { tracesStreamed: times(best.tracesStreamed), tracesHeld: times(best.tracesHeld) },
  }
}

/** The straight line of one unit of each class. */
function bareOf(pack: Pack, { units }: Outcome): Map<string, () => string> {
  const bare = new Map<string, () => string>()
  for (const { class: of, unit, total, trace } of units) {
    if (bare.has(of)) continue
    const line = straightLine(pack, trace)
    if (total === null || line() !== total)
      throw new Error(`the bare arithmetic of ${unit} gives ${line()}, the product ${total ?? 'nothing'}`)
    bare.set(of, line)
  }
  return bare
}

type Spent = { threadMs: number; processMs: number }

/** The best of several turns of each way, all ways in each turn. */
function bestOf<K extends string>(ways: Record<K, () => void>): Record<K, Spent> {
  const names = Object.keys(ways) as K[]
  const best = Object.fromEntries(names.map((name) => [name, { threadMs: Infinity, processMs: Infinity }])) as Record<K, Spent>
  for (let turn = -WARM_UPS; turn < TURNS; turn++)
    for (const name of names) {
      const spent = timed(ways[name])
      if (turn >= 0 && spent.threadMs < best[name].threadMs) best[name] = spent
    }
  return best
}

function timed(work: () => void): Spent {
  const [thread, whole] = [process.threadCpuUsage(), process.cpuUsage()]
  work()
  const [own, all] = [process.threadCpuUsage(thread), process.cpuUsage(whole)]
  return { threadMs: rounded((own.user + own.system) / 1000, 1), processMs: rounded((all.user + all.system) / 1000, 1) }
}
