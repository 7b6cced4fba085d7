import type { Command } from 'commander'
import { actOnTask, withPost } from '../acting.ts'
import { answering, type Answer } from '../answer.ts'
import { verb } from '../verb.ts'
import { ARGUMENTS, VERBS } from '../words.ts'
import { stateWord } from '../../state-words.ts'

async function answer(task: string, file: string, { as }: { as: string }): Promise<Answer> {
  const [{ resolve }, { readContent }] = await Promise.all([import('../../verbs/resolve.ts'), import('../input.ts')])
  const content = await readContent(file)
  return actOnTask(
    task,
    as,
    (call) => resolve(call, { task, content }),
    ({ outcome }) => `复核已答复：${stateWord(outcome)}。`,
  )
}

/** Adds it to the command line. */
export function registerResolve(program: Command): void {
  withPost(verb(program, 'resolve', VERBS.resolve))
    .argument('<task>', ARGUMENTS.task)
    .argument('<content>', ARGUMENTS.content)
    .action(answering(answer))
}
