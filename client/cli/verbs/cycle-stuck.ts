import { Option, type Command } from 'commander'
import type { StuckItem, StuckKind, StuckView } from '../../views/shapes/stuck.ts'
import { stateWord } from '../../state-words.ts'
import { answering, type Answer } from '../answer.ts'
import { limitOption, verb } from '../verb.ts'
import { ARGUMENTS } from '../words.ts'
import { STUCK, STUCK_OPTIONS, STUCK_VERBS } from '../words/stuck.ts'

type Options = { as: string; of?: string; step?: string; limit: number }

async function answer(cycle: string, { as, limit, ...filter }: Options): Promise<Answer> {
  const [{ withRows }, { stuckView }] = await Promise.all([import('../session.ts'), import('../../views/stuck/index.ts')])
  const view = await withRows(({ database }) => stuckView(database, cycle, as, filter))
  return { json: view, text: () => stuckText(view, limit) }
}

/** The list as people read it: a paragraph for each thing that does not move, the most harmful first. */
export function stuckText({ cycle, name, clock, reader, counts, items }: StuckView, limit = items.length): string {
  const head = [STUCK.head(name, cycle, clock, reader.post, reader.of), ...(reader.all ? [] : [STUCK.own])]
  if (items.length === 0) return [...head, STUCK.none].join('\n')
  const parts = (Object.keys(STUCK.kinds) as StuckKind[])
    .filter((kind) => counts[kind] > 0)
    .map((kind) => `${STUCK.kinds[kind]} ${counts[kind]}`)
  const shown = items.slice(0, limit).map((item, place) => paragraph(item, place + 1))
  const more = items.length > limit ? ['', STUCK.limited(limit)] : []
  return [...head, STUCK.sum(items.length, parts), ...shown, ...more].join('\n')
}

function paragraph(item: StuckItem, place: number): string {
  const { kind, title, step, task, reason, dueWhy, blocks, verbs, escalated } = item
  const where = step === null ? '' : task === null ? STUCK.step(step.key) : STUCK.task(task, step.key)
  const lines = [
    reason,
    ...(dueWhy === null ? [] : [STUCK.dueWhy(dueWhy)]),
    ...(task === null ? [] : [reminded(item)]),
    ...escalated.map((each) => STUCK.escalated(each.what, each.to, each.at, each.state)),
    ...(blocks.length === 0 ? [] : [STUCK.blocks(blocks)]),
    ...(verbs.length === 0 ? [] : [STUCK.can]),
  ]
  const can = verbs.flatMap(({ command, does, by, note }) => STUCK.verb(command, does, by, note).split('\n'))
  return ['', `${place}. 【${STUCK.kinds[kind]}】${title}${where}`, ...[...lines, ...can].map((line) => `   ${line}`)].join('\n')
}

function reminded({ reminders: { count, last } }: StuckItem): string {
  if (last === null) return STUCK.never
  const state = `${last.state === null ? STUCK.gathering : stateWord(last.state)}${last.why === null ? '' : `（${last.why}）`}`
  return STUCK.reminded(count, last.at, last.to, state)
}

/** Adds it to the command line. */
export function registerCycleStuck(cycle: Command): void {
  verb(cycle, 'stuck', STUCK_VERBS.stuck)
    .argument('<cycle>', ARGUMENTS.cycle)
    .addOption(new Option('--as <post>', STUCK_OPTIONS.as).makeOptionMandatory())
    .option('--of <owner>', STUCK_OPTIONS.of)
    .option('--step <step>', STUCK_OPTIONS.step)
    .addOption(limitOption(50))
    .action(answering(answer))
}
