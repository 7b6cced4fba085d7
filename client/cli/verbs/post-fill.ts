import type { Command } from 'commander'
import { actOnCycle, withPost } from '../acting.ts'
import { answering, type Answer } from '../answer.ts'
import { verb } from '../verb.ts'
import { ARGUMENTS, OPTIONS } from '../words.ts'
import { OPTIONS as OWN, POST, VERBS } from '../words/people.ts'

type Options = { as: string; name: string; mail?: string; phone?: string; document: string; reason: string }

async function answer(cycle: string, post: string, { as, ...person }: Options): Promise<Answer> {
  const { fillPost } = await import('../../verbs/fill-post.ts')
  const { name, mail, phone, document, reason } = person
  const input = { post, name, document, reason, ...(mail === undefined ? {} : { mail }), ...(phone === undefined ? {} : { phone }) }
  return actOnCycle(
    cycle,
    as,
    (call) => fillPost(call, input),
    ({ taken }) => POST.filled(post, name, taken.length),
  )
}

/** Adds it to the command line. */
export function registerPostFill(post: Command): void {
  withPost(verb(post, 'fill', VERBS.postFill))
    .argument('<cycle>', ARGUMENTS.cycle)
    .argument('<post>', ARGUMENTS.post)
    .requiredOption('--name <name>', OPTIONS.name)
    .option('--mail <address>', OPTIONS.mail)
    .option('--phone <number>', OWN.phone)
    .requiredOption('--document <text>', OWN.document)
    .requiredOption('--reason <text>', OPTIONS.reason)
    .action(answering(answer))
}
