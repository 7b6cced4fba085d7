import { conclude, score, scoreEach, withoutSteps, type Facts, type Outcome, type Pack } from '../scoring/index.ts'
import { factsOfAll } from './facts.ts'
import { rounded } from './figures.ts'
import { withUnits } from './packs.ts'
import { straightLine } from './straight-line.ts'

const WARM_UPS = 3
const TURNS = 8

/** Scores and grades all units; of each trace, once it is sealed, the seal is kept. */
export function streamed(pack: Pack, facts: Facts, seen: () => void = () => undefined): Omit<Outcome, 'units'> {
  const units = Array.from(scoreEach(pack, facts), (result) => {
    seen()
    return withoutSteps(result)
  })
  return conclude(pack, facts, units)
}

export type Spent = { threadMs: number; processMs: number }
export type CohortWay = 'bareArithmetic' | 'tracesStreamed' | 'tracesHeld'

/**
 * A whole cohort scored and graded, every trace complete and sealed, or the bare arithmetic of the same totals (the straight line of each class,
 * once for each unit of it): the best of several turns, in a process that does nothing else, as a worker that computes. CPU of this thread;
 * `processMs` adds what the garbage collector and the compiler do in theirs.
 */
export function measureCohort(base: Pack, way: CohortWay, count: number, indicators: number): Spent & { traceLines: number } {
  const pack = withUnits(base, count)
  const facts = factsOfAll(pack, indicators)
  const { bare, traceLines } = bareOf(pack, score(pack, facts))
  const ways = {
    bareArithmetic: () => pack.roster.units.forEach((unit) => bare.get(unit.class)?.()),
    tracesStreamed: () => void streamed(pack, facts),
    tracesHeld: () => void score(pack, facts),
  }
  for (let turn = 0; turn < WARM_UPS; turn++) ways[way]()
  const turns = Array.from({ length: TURNS }, () => timed(ways[way]))
  const best = turns.reduce((least, turn) => (turn.threadMs < least.threadMs ? turn : least))
  return { ...best, traceLines }
}

/** The straight line of one unit of each class. */
function bareOf(pack: Pack, { units }: Outcome): { bare: Map<string, () => string>; traceLines: number } {
  const bare = new Map<string, () => string>()
  for (const { class: of, unit, total, trace } of units) {
    if (bare.has(of)) continue
    const line = straightLine(pack, trace)
    if (total === null || line() !== total)
      throw new Error(`the bare arithmetic of ${unit} gives ${line()}, the product ${total ?? 'nothing'}`)
    bare.set(of, line)
  }
  return { bare, traceLines: units.reduce((sum, { trace }) => sum + trace.steps.length, 0) }
}

function timed(work: () => void): Spent {
  const [thread, whole] = [process.threadCpuUsage(), process.cpuUsage()]
  work()
  const [own, all] = [process.threadCpuUsage(thread), process.cpuUsage(whole)]
  return { threadMs: rounded((own.user + own.system) / 1000, 1), processMs: rounded((all.user + all.system) / 1000, 1) }
}
