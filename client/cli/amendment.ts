import type { AmendmentPreview } from '../amendment-preview.ts'
import type { StepMoved } from '../verbs/move-plan.ts'
import { dueText } from '../../calendar/index.ts'
import { table } from './table.ts'
import { effectsTable, short } from './effects.ts'
import { WHAT_IF } from './comparison-words.ts'
import { AMENDMENT } from './words/versions.ts'
import type { Pack } from '../../scoring/index.ts'

/** What another version of the pack would mean, as people read it. */
export function previewText(pack: Pack, preview: AmendmentPreview): string {
  const { from, to, changes, effects, amounts, unchanged, unread, warnings, faults } = preview
  const shown = (value: unknown): string => (value === null ? '' : short(value, AMENDMENT.most))
  const rows = changes.map((one) => [one.file, one.path, one.article, shown(one.before), shown(one.after)])
  const moved = effects.filter((one) => one.changes.length > 0)
  return [
    AMENDMENT.heads(from.version, to.version),
    AMENDMENT.changes(changes.length),
    ...(rows.length === 0 ? [] : [table(AMENDMENT.columns, rows)]),
    stepsText(preview),
    AMENDMENT.effects,
    ...(moved.length === 0 ? [WHAT_IF.none] : [effectsTable(pack, moved)]),
    ...amounts.map(({ label, unit, before, after }) => `  ${label}：${before} → ${after} ${unit}`),
    WHAT_IF.counts(moved.length, effects.length - moved.length, unchanged),
    ...unread.map(({ label, input, facts }) => AMENDMENT.unread(label, input, facts)),
    ...warnings.map((text) => AMENDMENT.warning(text)),
    ...(faults.length === 0 ? [] : [[AMENDMENT.faults, ...faults.map((fault) => `  ${fault}`)].join('\n')]),
  ].join('\n\n')
}

function stepsText({ steps }: AmendmentPreview): string {
  const span = (of: NonNullable<AmendmentPreview['steps'][number]['dates']>['before']): string =>
    of ? `${AMENDMENT.moment(of.opens)} 至 ${AMENDMENT.moment(of.due)}` : ''
  const rows = steps.map(({ step, name, move, dates }) => [
    AMENDMENT.moves[move],
    step,
    name,
    span(dates?.before ?? null),
    span(dates?.after ?? null),
  ])
  return rows.length === 0 ? AMENDMENT.noSteps : `${AMENDMENT.steps}\n${table(AMENDMENT.stepColumns, rows)}`
}

/** What became of the steps when an amendment took effect. */
export function movedText(moved: readonly StepMoved[]): string {
  const span = (of: StepMoved['becomes']): string => (of ? `${dueText(of.opensAt)} 至 ${dueText(of.dueAt)}` : '')
  const rows = moved.map(({ step, name, move, was, becomes }) => [AMENDMENT.moves[move], step, name, span(was), span(becomes)])
  return rows.length === 0 ? AMENDMENT.noSteps : table(AMENDMENT.stepColumns, rows)
}
