import type { Command } from 'commander'
import type { ChangesView, MovementView } from '../../views/shapes/changes.ts'
import { answering, type Answer } from '../answer.ts'
import { verb } from '../verb.ts'
import { ARGUMENTS } from '../words.ts'
import { CHANGES_VERBS, YEAR_CHANGES as W } from '../words/changes.ts'

async function answer(cycle: string): Promise<Answer> {
  const [{ withRows }, { changesView }] = await Promise.all([import('../session.ts'), import('../../views/changes.ts')])
  const view = await withRows(({ database }) => changesView(database, cycle))
  return { json: view, text: () => changesText(view) }
}

/** What has become of a year, under a heading for each kind of change. */
export function changesText({ pauses, movements, versions, ballots, calendar, units }: ChangesView): string {
  const parts = [
    part(W.pauses, pauses.map(({ since, until, days, document, reason, meaning }) => W.pause(since, until, days, document, reason, meaning))),
    part(W.movements, movements.flatMap(movementLines)),
    part(W.versions, versions.amendments.map(({ ordinal, document, reason, pack, decided }) => {
      const outcome = decided === null ? W.waiting : `${decided.at} ${W.outcomes[decided.outcome]}（${decided.by}）`
      return W.amendment(ordinal, document, reason, pack, outcome)
    })),
    part(W.ballots, ballots.flatMap(({ name, floor, state, groups }) => [
      W.ballot(name, floor, state === 'settled'),
      ...groups.map((group) => W.group(group.name, group.issued, group.used === null ? W.hidden(state === 'settled') : String(group.used))),
    ])),
    part(W.calendar, calendar.notices.map(({ version, year, document, by, at }) => W.notice(version, year, document, by, at))),
    part(W.units, units.map(({ on, from, kind, into, document, reason }) => W.unit(on, from, W.unitKinds[kind], into, document, reason))),
  ] // prettier-ignore
  return parts.filter(Boolean).join('\n') || W.none
}

const part = (title: string, lines: readonly string[]): string => (lines.length === 0 ? '' : [title, ...lines].join('\n'))

function movementLines({ number, kind, at, document, reason, by, reversedBy, moved }: MovementView): string[] {
  const shown = moved.slice(0, W.most).map((each) => W.moved(each.of, each.date, each.was, each.becomes))
  const more = moved.length > W.most ? [W.more(moved.length - W.most)] : []
  return [W.movement(number, W.kinds[kind], at, document, reason, by, reversedBy), ...shown, ...more]
}

/** Adds it to the command line. */
export function registerCycleChanges(cycle: Command): void {
  verb(cycle, 'changes', CHANGES_VERBS.changes).argument('<cycle>', ARGUMENTS.cycle).action(answering(answer))
}
