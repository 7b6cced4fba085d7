import type { Command } from 'commander'
import { answering, type Answer } from '../answer.ts'
import { verb } from '../verb.ts'
import { ARGUMENTS } from '../words.ts'
import { VERSION_OPTIONS, VERSION_VERBS } from '../words/versions.ts'

async function answer(cycle: string, { computation }: { computation?: string }): Promise<Answer> {
  const [{ withRows }, { circularView }, { circularText }] = await Promise.all([
    import('../session.ts'),
    import('../../views/circular.ts'),
    import('../../circular-text.ts'),
  ])
  const view = await withRows(({ database }) => circularView(database, cycle, computation === undefined ? undefined : Number(computation)))
  return { json: view, text: () => circularText(view) }
}

/** Adds it to the command line. */
export function registerCycleCircular(cycle: Command): void {
  verb(cycle, 'circular', VERSION_VERBS.circular)
    .argument('<cycle>', ARGUMENTS.cycle)
    .option('--computation <n>', VERSION_OPTIONS.version)
    .action(answering(answer))
}
