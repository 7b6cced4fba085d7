import type { Command } from 'commander'
import { actOnCycle, withPost } from '../acting.ts'
import { answering, type Answer } from '../answer.ts'
import { table } from '../table.ts'
import { family, verb } from '../verb.ts'
import { ARGUMENTS } from '../words.ts'
import { BALLOT, EVALUATION_ARGUMENTS, EVALUATION_VERBS } from '../words/evaluations.ts'

async function codes(cycle: string, step: string, file: string, { as }: { as: string }): Promise<Answer> {
  const [{ issueCodes }, { newFile }] = await Promise.all([import('../../verbs/issue-codes.ts'), import('../../new-file.ts')])
  const written = newFile(file)
  try {
    return await actOnCycle(
      cycle,
      as,
      (call) =>
        issueCodes(call, {
          step,
          keep: (groups) => {
            const lines = groups.flatMap((group) => group.codes.map((code) => `${group.name},${code}`))
            written.write(`\uFEFF${[BALLOT.header, ...lines].join('\r\n')}\r\n`)
          },
        }),
      ({ step: name, groups }) => BALLOT.issued(name, groups.map((group) => BALLOT.group(group.name, group.codes)).join('、'), file),
    )
  } catch (error) {
    written.undo()
    throw error
  }
}

async function rating(code: string, file: string): Promise<Answer> {
  const [{ rate, cycleOfCode }, { readContent }, { withSystem }] = await Promise.all([
    import('../../verbs/rate.ts'),
    import('../input.ts'),
    import('../session.ts'),
  ])
  const content = await readContent(file)
  const rated = await withSystem(async ({ database }) => rate({ database, cycle: await cycleOfCode(database, code) }, { code, content }))
  return { json: rated, text: BALLOT.rated(rated.step, rated.group, rated.ballot, rated.receipt) }
}

async function show(cycle: string, step: string): Promise<Answer> {
  const [{ withRows }, { ballotView }] = await Promise.all([import('../session.ts'), import('../../views/ballot.ts')])
  const view = await withRows(({ database }) => ballotView(database, cycle, step))
  const nameOf = (key: string): string => view.groups.find((group) => group.key === key)?.name ?? key
  const rows = (view.cells ?? []).map(({ unit, groups, count, mean }) => [
    unit,
    groups.map(nameOf).join('＋'),
    count === null ? '' : String(count),
    mean ?? BALLOT.tooFew,
  ])
  const head = [view.name, BALLOT.rule(view.floor, BALLOT.below[view.below])]
  return { json: view, text: [...head, view.cells === null ? BALLOT.closed : table([...BALLOT.columns], rows)].join('\n') }
}

/** Adds it to the command line. */
export function registerBallot(program: Command): void {
  const ballot = family(program, 'ballot', EVALUATION_VERBS.ballot)
  withPost(verb(ballot, 'codes', EVALUATION_VERBS.ballotCodes))
    .argument('<cycle>', ARGUMENTS.cycle)
    .argument('<step>', EVALUATION_ARGUMENTS.ballotStep)
    .argument('<file>', EVALUATION_ARGUMENTS.codesFile)
    .action(answering(codes))
  verb(ballot, 'rate', EVALUATION_VERBS.ballotRate)
    .argument('<code>', EVALUATION_ARGUMENTS.code)
    .argument('<content>', EVALUATION_ARGUMENTS.ratings)
    .action(answering(rating))
  verb(ballot, 'show', EVALUATION_VERBS.ballotShow)
    .argument('<cycle>', ARGUMENTS.cycle)
    .argument('<step>', EVALUATION_ARGUMENTS.ballotStep)
    .action(answering(show))
}
