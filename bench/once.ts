// `node --expose-gc bench/once.ts load <pack> | cohort <way> <pack> <units> <indicators> | heap <streamed|held> <pack> <units> <indicators>`: what has to be measured in a process of its own. Prints JSON.
import { readPack } from '../client/packs.ts'
import { lint, score } from '../scoring/index.ts'
import { measureCohort, streamed, type CohortWay } from './cohort.ts'
import { factsOfAll } from './facts.ts'
import { rounded } from './figures.ts'
import { withUnits } from './packs.ts'

const EVERY = 20
const [what, ...rest] = process.argv.slice(2)
const [first = '', second = '', ...numbers] = rest
const [units = 0, indicators = 0] = numbers.map(Number)
const cohort = () => measureCohort(readPack(second).pack, first as CohortWay, units, indicators)
process.stdout.write(JSON.stringify(what === 'load' ? load(first) : what === 'cohort' ? cohort() : heap(rest)))

/** Reading and linting a pack, for the first time in a process and once everything is warm; CPU of this thread. */
function load(key: string) {
  const once = (): number => {
    const began = process.threadCpuUsage()
    const { pack, locate } = readPack(key)
    lint(pack, locate)
    const { user, system } = process.threadCpuUsage(began)
    return (user + system) / 1000
  }
  const first = once()
  return { firstMs: rounded(first), warmMs: rounded(Math.min(...Array.from({ length: 10 }, once))) }
}

/** The most that lives on the heap beside pack and facts, looked at after every so many units and at the end. */
function heap([way, key, units, indicators]: string[]) {
  const pack = withUnits(readPack(key!).pack, Number(units))
  const facts = factsOfAll(pack, Number(indicators))
  const before = live()
  let [peak, seen] = [0, 0]
  const look = (): void => {
    peak = Math.max(peak, live() - before)
  }
  const outcome =
    way === 'held'
      ? score(pack, facts)
      : streamed(pack, facts, () => {
          if (seen++ % EVERY === 0) look()
        })
  look()
  return { peakMiB: rounded(peak / 2 ** 20, 1), cohorts: outcome.cohorts.length }
}

function live(): number {
  globalThis.gc!()
  return process.memoryUsage().heapUsed
}
