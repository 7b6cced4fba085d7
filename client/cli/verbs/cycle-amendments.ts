import type { Command } from 'commander'
import type { VersionsView } from '../../views/versions.ts'
import { answering, type Answer } from '../answer.ts'
import { table } from '../table.ts'
import { verb } from '../verb.ts'
import { ARGUMENTS } from '../words.ts'
import { AMENDMENT, VERSION_VERBS } from '../words/versions.ts'

async function answer(cycle: string): Promise<Answer> {
  const [{ withRows }, { versionsView }] = await Promise.all([import('../session.ts'), import('../../views/versions.ts')])
  const view = await withRows(({ database }) => versionsView(database, cycle))
  return { json: view, text: () => versionsText(view) }
}

function versionsText({ opened, amendments, computations }: VersionsView): string {
  const rows = amendments.map(({ ordinal, document, proposed, decided, pack, reason }) => [
    ordinal,
    document,
    `${proposed.by} ${proposed.at}`,
    decided ? AMENDMENT.outcomes[decided.outcome] : AMENDMENT.waiting,
    decided ? `${decided.by} ${decided.at}` : '',
    pack.slice(0, 12),
    reason,
  ])
  const computed = computations.map(({ version, step, at, pack, resultHash }) => [
    version,
    step,
    at,
    pack.slice(0, 12),
    resultHash.slice(0, 12),
  ])
  return [
    AMENDMENT.opened(opened),
    rows.length === 0 ? AMENDMENT.none : table(AMENDMENT.listColumns, rows),
    ...(computed.length === 0 ? [] : [`${AMENDMENT.computations}\n${table(AMENDMENT.computationColumns, computed)}`]),
  ].join('\n\n')
}

/** Adds it to the command line. */
export function registerCycleAmendments(cycle: Command): void {
  verb(cycle, 'amendments', VERSION_VERBS.amendments).argument('<cycle>', ARGUMENTS.cycle).action(answering(answer))
}
