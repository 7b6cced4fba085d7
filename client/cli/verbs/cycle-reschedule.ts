import type { Command } from 'commander'
import { actOnCycle, withPost } from '../acting.ts'
import { answering, type Answer } from '../answer.ts'
import { verb } from '../verb.ts'
import { ARGUMENTS, OPTIONS } from '../words.ts'
import { DATE_OPTIONS, DATE_VERBS } from '../words/dates.ts'

type Options = { as: string; until?: string; opens?: string; document: string; reason: string; preview?: boolean }

async function answer(cycle: string, step: string, { as, preview = false, ...rest }: Options): Promise<Answer> {
  const [{ reschedule }, { rescheduledText }] = await Promise.all([import('../../verbs/reschedule.ts'), import('../moved-dates.ts')])
  const { until, opens, document, reason } = rest
  const input = { step, document, reason, preview, ...(until === undefined ? {} : { until }), ...(opens === undefined ? {} : { opens }) }
  return actOnCycle(
    cycle,
    as,
    (call) => reschedule(call, input),
    (answer) => rescheduledText(answer, preview),
  )
}

/** Adds it to the command line. */
export function registerCycleReschedule(cycle: Command): void {
  withPost(verb(cycle, 'reschedule', DATE_VERBS.reschedule))
    .argument('<cycle>', ARGUMENTS.cycle)
    .argument('<step>', OPTIONS.step)
    .option('--until <date>', DATE_OPTIONS.until)
    .option('--opens <date>', DATE_OPTIONS.opens)
    .requiredOption('--document <text>', OPTIONS.document)
    .requiredOption('--reason <text>', OPTIONS.reason)
    .option('--preview', DATE_OPTIONS.preview)
    .action(answering(answer))
}
