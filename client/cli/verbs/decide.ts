import type { Command } from 'commander'
import { actOnTask, withPost } from '../acting.ts'
import { answering, type Answer } from '../answer.ts'
import { verb } from '../verb.ts'
import type { Verdict } from '../../../steps/rules.ts'
import { MEETINGS } from '../words/meetings.ts'
import { ARGUMENTS, OPTIONS, VERBS } from '../words.ts'

type Options = { as: string } & Omit<Verdict, 'outcome'>

async function answer(task: string, outcome: string, { as, ...grounds }: Options): Promise<Answer> {
  const [{ decide }, { beijingText }] = await Promise.all([import('../../verbs/decide.ts'), import('../../views/beijing.ts')])
  const { json: _, ...said } = grounds as Omit<Verdict, 'outcome'> & { json?: boolean }
  const input = { task, outcome, ...said }
  return actOnTask(
    task,
    as,
    (call) => decide(call, input),
    ({ decision, at }) => `已决定 ${outcome}，编号 ${decision}，时间 ${beijingText(at)}（北京时间）。`,
  )
}

/** Adds it to the command line. */
export function registerDecide(program: Command): void {
  withPost(verb(program, 'decide', VERBS.decide))
    .argument('<task>', ARGUMENTS.task)
    .argument('<outcome>', ARGUMENTS.outcome)
    .option('--reason <text>', OPTIONS.reason)
    .option('--document <text>', OPTIONS.document)
    .option('--meeting <text>', MEETINGS.meeting)
    .option('--on <date>', MEETINGS.on)
    .option('--to <body>', MEETINGS.to)
    .action(answering(answer))
}
