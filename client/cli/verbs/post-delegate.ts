import { Option, type Command } from 'commander'
import { actOnCycle, withPost } from '../acting.ts'
import { answering, type Answer } from '../answer.ts'
import { UsageError } from '../failure.ts'
import { verb } from '../verb.ts'
import { ARGUMENTS, OPTIONS } from '../words.ts'
import { OPTIONS as OWN, POST, VERBS } from '../words/people.ts'

const SCOPES = ['open', 'future', 'both'] as const
type Scope = (typeof SCOPES)[number]
type Options = { as: string; end?: boolean; to?: string; from?: string; until?: string; scope?: Scope; document: string; reason: string }

async function answer(cycle: string, post: string, { as, end, to, from, until, scope, document, reason }: Options): Promise<Answer> {
  const [{ delegatePost, endDelegation }, { dueText }] = await Promise.all([
    import('../../verbs/delegate-post.ts'),
    import('../../../calendar/index.ts'),
  ])
  if (end)
    return actOnCycle(
      cycle,
      as,
      (call) => endDelegation(call, { post, document, reason }),
      (ended) => POST.ended(post, ended.to),
    )
  if (to === undefined || from === undefined || until === undefined || scope === undefined)
    throw new UsageError('委托应给出 --to、--from、--until 和 --scope；结束委托用 --end。')
  return actOnCycle(
    cycle,
    as,
    (call) => delegatePost(call, { post, to, from, until, scope, document, reason }),
    (made) => POST.delegated(post, to, POST.scopes[scope], dueText(made.until)),
  )
}

/** Adds it to the command line. */
export function registerPostDelegate(post: Command): void {
  withPost(verb(post, 'delegate', VERBS.postDelegate))
    .argument('<cycle>', ARGUMENTS.cycle)
    .argument('<post>', ARGUMENTS.post)
    .option('--to <post>', OWN.to)
    .option('--from <date>', OWN.from)
    .option('--until <date>', OWN.until)
    .addOption(new Option('--scope <scope>', OWN.scope).choices(SCOPES))
    .option('--end', OWN.end)
    .requiredOption('--document <text>', OWN.document)
    .requiredOption('--reason <text>', OPTIONS.reason)
    .action(answering(answer))
}
