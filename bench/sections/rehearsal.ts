import { rehearse } from '../../client/rehearsal/index.ts'
import type { Pack } from '../../scoring/index.ts'
import type { Bench, Section } from '../bench.ts'
import { ratio, rounded } from '../figures.ts'
import { eventsOfYear } from '../histories.ts'
import { withShortPlan, withUnits } from '../packs.ts'

const MANY = 1_000

/**
 * Seconds per rehearsed year: the pack as it is, and with its roster repeated to 1,000 units. With 1,000 units the whole plan takes many
 * minutes, so by default it is a shorter one (see `withShortPlan`); `--full` rehearses it whole. History events of every step are counted on the server.
 */
export const rehearsal: Section = async (bench) => {
  const asItIs = await measureYear(bench, bench.pack, 'year')
  bench.say(`  ${JSON.stringify(asItIs)}`)
  const whole = withUnits(bench.pack, MANY)
  const many = await measureYear(bench, bench.full ? whole : withShortPlan(whole), 'many')
  return {
    asItIs,
    many: {
      plan: bench.full ? 'whole' : 'short: one self-check, spot check, report and assessment instead of all; --full for the whole plan',
      ...many,
    },
    ratios: { msPerTask: ratio(many.msPerTask, asItIs.msPerTask) },
  }
}

async function measureYear({ servers, signal, say }: Bench, pack: Pack, cycle: string) {
  const stage = await (await servers()).newStage()
  let told = ''
  try {
    const report = await rehearse({
      database: stage.database,
      pack,
      cycle,
      seed: 'bench',
      signal,
      onProgress: ({ date, settled, steps }) => {
        if (date.slice(0, 7) === told) return
        told = date.slice(0, 7)
        say(`  ${pack.roster.units.length} units, ${told}, ${settled}/${steps} steps`)
      },
    })
    const tasks = report.tasks.inTime + report.tasks.late + report.tasks.lapsed
    return {
      units: pack.roster.units.length,
      steps: pack.plan.length,
      tasks,
      notices: report.notices,
      seconds: report.seconds,
      msPerTask: rounded((report.seconds * 1000) / tasks),
      events: await eventsOfYear(
        stage.client,
        cycle,
        pack.plan.map(({ key }) => key),
      ),
    }
  } finally {
    await stage.stop()
  }
}
