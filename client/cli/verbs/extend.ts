import { Option, type Command } from 'commander'
import { actOnCycle, actOnTask, withPost } from '../acting.ts'
import { answering, type Answer } from '../answer.ts'
import { UsageError } from '../failure.ts'
import { verb } from '../verb.ts'
import { ARGUMENTS, OPTIONS, VERBS } from '../words.ts'
import { DATE_OPTIONS, DATES } from '../words/dates.ts'

type Options = { as: string; until?: string; reverse?: string; cycle?: string; document: string; reason: string; preview?: boolean }

async function answer(tasks: string[], options: Options): Promise<Answer> {
  const { as, until, reverse, cycle, document, reason, preview = false } = options
  if ((until === undefined) === (reverse === undefined)) throw new UsageError(DATES.either)
  const [{ extend }, { reverseExtension }, { extendedText, reversedText }] = await Promise.all([
    import('../../verbs/extend.ts'),
    import('../../verbs/reverse-extension.ts'),
    import('../moved-dates.ts'),
  ])
  if (until !== undefined) {
    if (tasks[0] === undefined) throw new UsageError(DATES.whichTasks)
    return actOnTask(tasks[0], as, (call) => extend(call, { tasks, until, document, reason, preview }), extendedText)
  }
  const input = { extension: reverse ?? '', ...(tasks.length > 0 ? { tasks } : {}), document, reason, preview }
  if (cycle !== undefined) return actOnCycle(cycle, as, (call) => reverseExtension(call, input), reversedText)
  if (tasks[0] === undefined) throw new UsageError(DATES.whichCycle)
  return actOnTask(tasks[0], as, (call) => reverseExtension(call, input), reversedText)
}

/** Adds it to the command line. */
export function registerExtend(program: Command): void {
  withPost(verb(program, 'extend', VERBS.extend))
    .argument('[task...]', ARGUMENTS.tasks)
    .option('--until <date>', OPTIONS.until)
    .option('--reverse <number>', DATE_OPTIONS.reverse)
    .option('--cycle <cycle>', DATE_OPTIONS.reverseCycle)
    .addOption(new Option('--document <text>', OPTIONS.document).makeOptionMandatory())
    .addOption(new Option('--reason <text>', OPTIONS.reason).makeOptionMandatory())
    .option('--preview', DATE_OPTIONS.preview)
    .action(answering(answer))
}
