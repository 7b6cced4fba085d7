import { Option, type Command } from 'commander'
import { Refusal } from '../../records/refusal.ts'
import type { Queries } from '../../records/database.ts'
import type { Call } from '../verbs/verb.ts'
import type { Answer } from './answer.ts'
import { OPTIONS } from './words.ts'

/** Adds `--as`, without which nobody acts. */
export function withPost(command: Command): Command {
  return command.addOption(new Option('--as <post>', OPTIONS.as).makeOptionMandatory())
}

/** Task ids are unique across cycles. @throws Refusal `not-found` */
export async function cycleOfTask(queries: Queries, task: string): Promise<string> {
  const row = /^\d{1,18}$/.test(task)
    ? await queries.selectFrom('task').select('cycle').where('id', '=', task).executeTakeFirst()
    : undefined
  if (!row) throw new Refusal('not-found', `没有编号为 \`${task}\` 的任务；用 task list 查看。`)
  return row.cycle
}

/** Calls a verb on the cycle that the task belongs to, in the name of a post, and answers with what it returned. */
export async function actOnTask<R>(
  task: string,
  post: string,
  act: (call: Call) => Promise<R>,
  words: (result: R) => string,
): Promise<Answer> {
  const { withSystem } = await import('./session.ts')
  return withSystem(async ({ database }) => {
    const result = await act({ database, post, cycle: await cycleOfTask(database, task) })
    return { json: result, text: words(result) }
  })
}

/** The same where the cycle is named. */
export async function actOnCycle<R>(
  cycle: string,
  post: string,
  act: (call: Call) => Promise<R>,
  words: (result: R) => string,
): Promise<Answer> {
  const { withSystem } = await import('./session.ts')
  return withSystem(async ({ database }) => {
    const result = await act({ database, post, cycle })
    return { json: result, text: words(result) }
  })
}
