import { Option, type Command } from 'commander'
import type { Extended } from '../../verbs/extend.ts'
import { actOnTask, withPost } from '../acting.ts'
import { answering, type Answer } from '../answer.ts'
import { verb } from '../verb.ts'
import { ARGUMENTS, OPTIONS, VERBS } from '../words.ts'

type Options = { as: string; until: string; document: string; reason: string }

async function answer(tasks: string[], { as, until, document, reason }: Options): Promise<Answer> {
  const [{ extend }, { dueText }] = await Promise.all([import('../../verbs/extend.ts'), import('../../../calendar/index.ts')])
  const words = (moved: Extended) => moved.map((each) => `任务 ${each.task}：${dueText(each.was)} → ${dueText(each.becomes)}`).join('\n')
  return actOnTask(tasks[0] ?? '', as, (call) => extend(call, { tasks, until, document, reason }), words)
}

/** Adds it to the command line. */
export function registerExtend(program: Command): void {
  withPost(verb(program, 'extend', VERBS.extend))
    .argument('<task...>', ARGUMENTS.tasks)
    .addOption(new Option('--until <date>', OPTIONS.until).makeOptionMandatory())
    .addOption(new Option('--document <text>', OPTIONS.document).makeOptionMandatory())
    .addOption(new Option('--reason <text>', OPTIONS.reason).makeOptionMandatory())
    .action(answering(answer))
}
