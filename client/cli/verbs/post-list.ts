import type { Command } from 'commander'
import { answering, type Answer } from '../answer.ts'
import { verb } from '../verb.ts'
import { table } from '../table.ts'
import { ARGUMENTS, OPTIONS, VERBS } from '../words.ts'

type Options = { unit?: string; withoutMail?: boolean }

async function answer(cycle: string, { unit, withoutMail = false }: Options): Promise<Answer> {
  const [{ withRows }, { postList }] = await Promise.all([import('../session.ts'), import('../../views/posts.ts')])
  const all = await withRows(({ database }) => postList(database, cycle))
  const posts = all.filter((each) => (unit === undefined || each.of === unit) && !(withoutMail && each.mail !== null))
  const rows = posts.map((each) => [each.post, each.name, each.of, each.mail, each.phone])
  return { json: posts, text: table(['岗位', '姓名', '单位或机构', '邮箱', '电话'], rows) || '没有符合条件的岗位。' }
}

/** Adds it to the command line. */
export function registerPostList(post: Command): void {
  verb(post, 'list', VERBS.postList)
    .argument('<cycle>', ARGUMENTS.cycle)
    .option('--unit <unit>', OPTIONS.postOf)
    .option('--without-mail', OPTIONS.withoutMail)
    .action(answering(answer))
}
