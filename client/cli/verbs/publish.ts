import type { Command } from 'commander'
import { actOnTask, withPost } from '../acting.ts'
import { answering, type Answer } from '../answer.ts'
import { verb } from '../verb.ts'
import { ARGUMENTS, OPTIONS, VERBS } from '../words.ts'

async function answer(task: string, { as, document }: { as: string; document?: string }): Promise<Answer> {
  const { publish } = await import('../../verbs/publish.ts')
  const input = { task, ...(document === undefined ? {} : { document }) }
  return actOnTask(
    task,
    as,
    (call) => publish(call, input),
    ({ version }) => `考评结果已公布（第 ${version} 次计算）。`,
  )
}

/** Adds it to the command line. */
export function registerPublish(program: Command): void {
  withPost(verb(program, 'publish', VERBS.publish))
    .argument('<task>', ARGUMENTS.task)
    .option('--document <text>', OPTIONS.document)
    .action(answering(answer))
}
