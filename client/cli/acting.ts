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
export const actOnTask = <R>(task: string, post: string, act: Act<R>, words: (result: R) => string): Promise<Answer> =>
  acted((queries) => cycleOfTask(queries, task), post, act, words)

/** The same where the cycle is named. */
export const actOnCycle = <R>(cycle: string, post: string, act: Act<R>, words: (result: R) => string): Promise<Answer> =>
  acted(() => cycle, post, act, words)

type Act<R> = (call: Call) => Promise<R>

async function acted<R>(
  cycleIn: (queries: Queries) => string | Promise<string>,
  post: string,
  act: Act<R>,
  words: (result: R) => string,
): Promise<Answer> {
  const { withSystem } = await import('./session.ts')
  return withSystem(async ({ database }) => {
    const result = await act({ database, post, cycle: await cycleIn(database) })
    return { json: result, text: words(result) }
  })
}
