import { Option, type Command } from 'commander'
import type { Clocks } from '../../../records/schema.ts'
import { actOnCycle, withPost } from '../acting.ts'
import { answering, type Answer } from '../answer.ts'
import { verb } from '../verb.ts'
import { ARGUMENTS, OPTIONS } from '../words.ts'
import { DATE_OPTIONS, DATE_VERBS, DATES } from '../words/dates.ts'

type Grounds = { as: string; document: string; reason: string }

async function pauseAnswer(cycle: string, { as, ...input }: Grounds & { clocks: Clocks }): Promise<Answer> {
  const [{ pause }, { beijingText }] = await Promise.all([import('../../verbs/pause.ts'), import('../../views/beijing.ts')])
  const { clocks, document, reason } = input
  return actOnCycle(
    cycle,
    as,
    (call) => pause(call, { clocks, document, reason }),
    ({ since }) => DATES.paused(cycle, beijingText(since)),
  )
}

async function resumeAnswer(cycle: string, { as, document, reason, preview = false }: Grounds & { preview?: boolean }): Promise<Answer> {
  const [{ resume }, { resumedText }] = await Promise.all([import('../../verbs/resume.ts'), import('../moved-dates.ts')])
  return actOnCycle(
    cycle,
    as,
    (call) => resume(call, { document, reason, preview }),
    (answer) => resumedText(cycle, answer, preview),
  )
}

/** Adds it to the command line. */
export function registerCyclePause(cycle: Command): void {
  withPost(verb(cycle, 'pause', DATE_VERBS.pause))
    .argument('<cycle>', ARGUMENTS.cycle)
    .addOption(new Option('--clocks <clocks>', DATE_OPTIONS.clocks).choices(['kept', 'stopped']).makeOptionMandatory())
    .requiredOption('--document <text>', OPTIONS.document)
    .requiredOption('--reason <text>', OPTIONS.reason)
    .action(answering(pauseAnswer))
}

/** Adds it to the command line. */
export function registerCycleResume(cycle: Command): void {
  withPost(verb(cycle, 'resume', DATE_VERBS.resume))
    .argument('<cycle>', ARGUMENTS.cycle)
    .requiredOption('--document <text>', OPTIONS.document)
    .requiredOption('--reason <text>', OPTIONS.reason)
    .option('--preview', DATE_OPTIONS.preview)
    .action(answering(resumeAnswer))
}
