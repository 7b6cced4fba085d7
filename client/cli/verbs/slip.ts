import { Option, type Command } from 'commander'
import { actOnTask, withPost } from '../acting.ts'
import { answering, type Answer } from '../answer.ts'
import { family, verb } from '../verb.ts'
import { ARGUMENTS } from '../words.ts'
import { SLIPS, SUPERVISION_OPTIONS, SUPERVISION_VERBS } from '../words/supervision.ts'

type Options = { as: string; measures: string; by: string }

async function answer(task: string, { as, measures, by }: Options): Promise<Answer> {
  const [{ answerSlip }, { dueText }] = await Promise.all([import('../../verbs/answer-slip.ts'), import('../../../calendar/index.ts')])
  return actOnTask(
    task,
    as,
    (call) => answerSlip(call, { task, measures, by }),
    ({ slip, doneBy }) => SLIPS.answered(slip, dueText(doneBy)),
  )
}

/** Adds it to the command line. */
export function registerSlip(program: Command): void {
  const slip = family(program, 'slip', SUPERVISION_VERBS.slip)
  withPost(verb(slip, 'answer', SUPERVISION_VERBS.slipAnswer))
    .argument('<task>', ARGUMENTS.task)
    .addOption(new Option('--measures <text>', SUPERVISION_OPTIONS.measures).makeOptionMandatory())
    .addOption(new Option('--by <date>', SUPERVISION_OPTIONS.by).makeOptionMandatory())
    .action(answering(answer))
}
