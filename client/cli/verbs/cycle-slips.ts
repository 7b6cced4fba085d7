import type { Command } from 'commander'
import type { SlipView } from '../../views/slips.ts'
import { answering, type Answer } from '../answer.ts'
import { table } from '../table.ts'
import { verb } from '../verb.ts'
import { ARGUMENTS } from '../words.ts'
import { SLIPS, SUPERVISION_OPTIONS, SUPERVISION_VERBS } from '../words/supervision.ts'

async function answer(cycle: string, { of }: { of?: string }): Promise<Answer> {
  const [{ withRows }, { slipsView }] = await Promise.all([import('../session.ts'), import('../../views/slips.ts')])
  const slips = await withRows(({ database }) => slipsView(database, cycle, of))
  return { json: slips, text: () => slipsText(slips) }
}

/** A row for each slip; below them the answers and who was let know. */
export function slipsText(slips: readonly SlipView[]): string {
  if (slips.length === 0) return SLIPS.none
  const rows = slips.map(({ label, name, task, title, receiver, issued, due, state }) => [
    ...[label, name, task, title, receiver, issued, due],
    SLIPS.states[state] ?? state,
  ])
  const notes = slips.flatMap(({ label, leader, answer }) => [
    ...(leader === null ? [] : [SLIPS.leader(label, leader)]),
    ...(answer === null ? [] : [SLIPS.answer(label, answer.by, answer.at, answer.measures, answer.doneBy)]),
  ])
  return [table(SLIPS.columns, rows), ...notes].join('\n')
}

/** Adds it to the command line. */
export function registerCycleSlips(cycle: Command): void {
  verb(cycle, 'slips', SUPERVISION_VERBS.cycleSlips)
    .argument('<cycle>', ARGUMENTS.cycle)
    .option('--of <receiver>', SUPERVISION_OPTIONS.receiver)
    .action(answering(answer))
}
