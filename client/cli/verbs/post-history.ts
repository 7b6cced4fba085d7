import type { Command } from 'commander'
import { answering, type Answer } from '../answer.ts'
import { table } from '../table.ts'
import { verb } from '../verb.ts'
import { ARGUMENTS } from '../words.ts'
import { CHANGES, POST, VERBS } from '../words/people.ts'

async function answer(cycle: string, post: string): Promise<Answer> {
  const [{ withRows }, { postHistory }] = await Promise.all([import('../session.ts'), import('../../views/posts.ts')])
  const history = await withRows(({ database }) => postHistory(database, cycle, post))
  const rows = history.map((each) => [CHANGES[each.change], each.name, each.mail, each.phone, each.at, each.document, each.reason, each.by])
  return { json: history, text: () => table(POST.columns, rows) || POST.none }
}

/** Adds it to the command line. */
export function registerPostHistory(post: Command): void {
  verb(post, 'history', VERBS.postHistory).argument('<cycle>', ARGUMENTS.cycle).argument('<post>', ARGUMENTS.post).action(answering(answer))
}
