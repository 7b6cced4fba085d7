import type { Command } from 'commander'
import { answering, type Answer } from '../answer.ts'
import { verb } from '../verb.ts'
import type { RehearsalReport } from '../../rehearsal/index.ts'
import type { Pack } from '../../../scoring/index.ts'
import { progressLine } from '../progress.ts'
import { ARGUMENTS, OPTIONS, VERBS } from '../words.ts'

/** The seed that is used unless another is given. */
export const DEFAULT_SEED = '1'

async function answer(where: string, { seed, cycle, html }: { seed: string; cycle?: string; html?: string }): Promise<Answer> {
  const [{ readPack }, { withWorker }, { newRehearsalId }, { rehearse }, { readRehearsalFile }, { reportText }] = await Promise.all([
    import('../../packs.ts'),
    import('../session.ts'),
    import('../cycle-ids.ts'),
    import('../../rehearsal/index.ts'),
    import('../../rehearsal/incidents/file.ts'),
    import('../report.ts'),
  ])
  const { pack, folder } = readPack(where)
  const { incidents } = readRehearsalFile(folder)
  const line = progressLine(process.stderr)
  try {
    const report = await withWorker(async ({ database, signal, restart }) => {
      const id = cycle ?? (await newRehearsalId(database, pack, seed))
      return rehearse({ database, pack, cycle: id, seed, incidents, restart, signal, onProgress: line.show })
    })
    line.end()
    if (html !== undefined) await writePage(html, pack, report)
    return { json: report, text: () => reportText(pack, report) }
  } catch (error) {
    line.end()
    throw error
  }
}

async function writePage(file: string, pack: Pack, report: RehearsalReport): Promise<void> {
  const [{ reportPage }, { writeWhole }] = await Promise.all([import('../../report-page/page.ts'), import('../../whole-file.ts')])
  writeWhole(file, reportPage(pack, report))
}

/** Adds it to the command line. */
export function registerRehearse(program: Command): void {
  verb(program, 'rehearse', VERBS.rehearse)
    .argument('<pack>', ARGUMENTS.pack)
    .option('--seed <seed>', OPTIONS.seed, DEFAULT_SEED)
    .option('--cycle <cycle>', OPTIONS.rehearsalCycle)
    .option('--html <file>', OPTIONS.html)
    .action(answering(answer))
}
