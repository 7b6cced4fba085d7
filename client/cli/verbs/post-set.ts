import type { Command } from 'commander'
import type { RegisteredPost } from '../../verbs/register-post.ts'
import { actOnCycle, withPost } from '../acting.ts'
import { answering, type Answer } from '../answer.ts'
import { UsageError } from '../failure.ts'
import { verb } from '../verb.ts'
import { ARGUMENTS, OPTIONS, VERBS } from '../words.ts'
import { OPTIONS as OWN } from '../words/people.ts'

/** commander gives `mail: false` for `--no-mail`. */
type Options = { as: string; name?: string; mail?: string | false; phone?: string | false; document?: string }

async function answer(cycle: string, post: string, { as, name, mail, phone, document }: Options): Promise<Answer> {
  if (name === undefined && mail === undefined && phone === undefined)
    throw new UsageError('应给出 --name、--mail、--no-mail、--phone 或 --no-phone，说明登记什么。')
  const { registerPost } = await import('../../verbs/register-post.ts')
  const input = {
    post,
    ...(name === undefined ? {} : { name }),
    ...(mail === undefined ? {} : { mail: mail === false ? null : mail }),
    ...(phone === undefined ? {} : { phone: phone === false ? null : phone }),
    ...(document === undefined ? {} : { document }),
  }
  return actOnCycle(cycle, as, (call) => registerPost(call, input), words)
}

const words = ({ post, name, mail, phone, changed }: RegisteredPost): string =>
  `岗位 ${post}：${name}，${mail ?? '没有登记邮箱，通知留存不发'}${phone === null ? '' : `，${phone}`}${changed ? '' : '（与原来相同，没有改动）'}。`

/** Adds it to the command line. */
export function registerPostSet(post: Command): void {
  withPost(verb(post, 'set', VERBS.postSet))
    .argument('<cycle>', ARGUMENTS.cycle)
    .argument('<post>', ARGUMENTS.post)
    .option('--name <name>', OPTIONS.name)
    .option('--mail <address>', OPTIONS.mail)
    .option('--no-mail', OPTIONS.noMail)
    .option('--phone <number>', OWN.phone)
    .option('--no-phone', OWN.noPhone)
    .option('--document <text>', OWN.document)
    .action(answering(answer))
}
