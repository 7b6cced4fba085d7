// `npm start`: the whole system, one rehearsed year, one live cycle; stays up until Ctrl-C. `npm start -- --once` ends after the year.
import { parseArgs } from 'node:util'
import { readConfig } from '../../worker/config.ts'
import { interrupts, type Interrupt } from '../../worker/signals.ts'
import { startSystem, type System } from '../../worker/system.ts'
import { defaultPackKey, readPack, type PackOnDisk } from '../packs.ts'
import { rehearse } from '../rehearsal/index.ts'
import { readRehearsalFile } from '../rehearsal/incidents/file.ts'
import { knownRehearsal, newRehearsalId } from './cycle-ids.ts'
import { openDemonstration } from './demonstration.ts'
import { failureOf, printFailure, UsageError } from './failure.ts'
import { progressLine } from './progress.ts'
import { reportText } from './report.ts'
import { DEFAULT_SEED } from './verbs/rehearse.ts'
import { START } from './words.ts'

const INTERRUPTED = 130
const say = (sentence: string) => void process.stdout.write(`${sentence}\n`)

process.umask(0o022)
const interrupt = interrupts((name) => say(START.stopping(name)))
try {
  await start(once(), interrupt)
} catch (error) {
  const failure = failureOf(interrupt.signal.aborted ? interrupt.signal.reason : error)
  if (failure && failure.status !== INTERRUPTED) printFailure(failure, false)
  process.exitCode = failure?.status ?? 1
}

async function start(isOnce: boolean, { signal, asked }: Interrupt): Promise<void> {
  const config = readConfig()
  const pack = readPack(defaultPackKey())
  say(START.begin)
  const system = await startSystem({ config, say, http: true, signal })
  try {
    await system.during(rehearseYear(system, pack, signal))
    if (isOnce) return
    const live = await openDemonstration(system.database, pack, config.home)
    say(live.opened ? START.live(live.cycle, live.decided, live.folder) : START.liveKept(live.cycle))
    say(START.open(system.address ?? ''))
    await Promise.race([asked, system.failed])
  } finally {
    await system.stop()
    say(START.stopped)
  }
}

/** Rehearses the year, or goes on with it where it was, and shows what has come of it. */
async function rehearseYear({ database, restartWorker }: System, { pack, folder }: PackOnDisk, signal: AbortSignal): Promise<void> {
  const seed = DEFAULT_SEED
  const { incidents } = readRehearsalFile(folder)
  const cycle = (await knownRehearsal(database, pack, seed)) ?? (await newRehearsalId(database, pack, seed))
  say(START.rehearsing(pack.pack.name))
  const line = progressLine(process.stdout)
  try {
    const report = await rehearse({
      database,
      pack,
      cycle,
      seed,
      incidents,
      restart: { worker: restartWorker },
      signal,
      onProgress: line.show,
    })
    line.end()
    say(`\n${reportText(pack, report)}\n`)
  } catch (error) {
    line.end()
    throw error
  }
}

function once(): boolean {
  try {
    return parseArgs({ options: { once: { type: 'boolean', default: false } } }).values.once
  } catch {
    throw new UsageError(START.usage)
  }
}
