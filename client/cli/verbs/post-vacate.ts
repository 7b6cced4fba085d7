import type { Command } from 'commander'
import { actOnCycle, withPost } from '../acting.ts'
import { answering, type Answer } from '../answer.ts'
import { verb } from '../verb.ts'
import { ARGUMENTS, OPTIONS } from '../words.ts'
import { OPTIONS as OWN, POST, VERBS } from '../words/people.ts'

type Options = { as: string; document: string; reason: string }

async function answer(cycle: string, post: string, { as, document, reason }: Options): Promise<Answer> {
  const { vacatePost } = await import('../../verbs/vacate-post.ts')
  return actOnCycle(
    cycle,
    as,
    (call) => vacatePost(call, { post, document, reason }),
    ({ moved, incidents }) => POST.vacated(post, moved.length, incidents.length),
  )
}

/** Adds it to the command line. */
export function registerPostVacate(post: Command): void {
  withPost(verb(post, 'vacate', VERBS.postVacate))
    .argument('<cycle>', ARGUMENTS.cycle)
    .argument('<post>', ARGUMENTS.post)
    .requiredOption('--document <text>', OWN.document)
    .requiredOption('--reason <text>', OPTIONS.reason)
    .action(answering(answer))
}
