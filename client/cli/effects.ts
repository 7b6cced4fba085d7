import type { Change, Pack } from '../../scoring/index.ts'
import { table } from './table.ts'
import type { Supposed } from './verbs/whatif.ts'
import { EFFECTS, WHAT_IF } from './comparison-words.ts'
import { stateWord } from '../state-words.ts'
import { gradeLabel } from '../../scoring/grade/label.ts'

/** What a what-if has found, as people read it: the settings, a table of the units that change, and how many do not. */
export function effectsText(pack: Pack, supposed: Supposed): string {
  const { set, effects, amounts, findings, unchanged } = supposed
  const settings = set.map(({ path, before, after }) => `  ${path}：${before === null ? WHAT_IF.absent : short(before)} → ${short(after)}`)
  const moved = effects.filter(({ changes }) => changes.length > 0)
  const totals = amounts.map(({ label, unit, before, after }) => `  ${label}：${before} → ${after} ${unit}`)
  return [
    [WHAT_IF.settings, ...settings].join('\n'),
    ...(findings.length === 0 ? [] : [[WHAT_IF.findings, ...findings.map(({ file, message }) => `  ${file} ${message}`)].join('\n')]),
    moved.length === 0 ? WHAT_IF.none : `${WHAT_IF.effects}\n${effectsTable(pack, moved)}`,
    ...(totals.length === 0 ? [] : [[WHAT_IF.amounts, ...totals].join('\n')]),
    WHAT_IF.counts(moved.length, effects.length - moved.length, unchanged.length),
  ].join('\n\n')
}

/** The units that change, the gravest first. */
export function effectsTable(pack: Pack, effects: Supposed['effects']): string {
  const classes = new Map(pack.roster.classes.map(({ key, name }) => [key, name]))
  const rows = effects.map(({ name, class: own, kind, changes }) => {
    const moves = (field: Change['field'], word = (value: string): string => value): string => {
      const change = changes.find((each) => each.field === field)
      return change ? `${change.before === null ? '——' : word(change.before)} → ${change.after === null ? '——' : word(change.after)}` : ''
    }
    const score = moves('published') || moves('state', stateWord)
    const grade = moves('grade', (key) => gradeLabel(pack, key))
    return [EFFECTS[kind] ?? kind, name, classes.get(own) ?? own, score, moves('rank'), grade, consequencesMove(pack, changes)]
  })
  return table(['最重的变化', '单位', '类别', '公布成绩', '名次', '等次', '结果运用'], rows)
}

/** Consequences that come (＋) and go (－), by their labels. */
function consequencesMove({ grades }: Pack, changes: readonly Change[]): string {
  const change = changes.find(({ field }) => field === 'consequences')
  if (!change) return ''
  const parts = (text: string | null): string[] => (text ?? '').split(', ').filter((part) => part !== '')
  const [before, after] = [parts(change.before), parts(change.after)]
  const label = (part: string): string => {
    const [, key = part, rest = ''] = /^([^=?]+)(.*)$/.exec(part) ?? []
    const { label: name = key } = grades.consequences.find((each) => each.key === key) ?? {}
    return `${name}${rest.replace('=', ' ').replace('?', '（待定）')}`
  }
  const [gone, come] = [before.filter((part) => !after.includes(part)), after.filter((part) => !before.includes(part))]
  const keyOf = (part: string): string => part.replace(/[=?].*$/, '')
  const other = (part: string): string | undefined => come.find((one) => keyOf(one) === keyOf(part))
  return [
    ...gone.map((part) => (other(part) ? `${label(part)} → ${valueOf(other(part)!)}` : `－${label(part)}`)),
    ...come.filter((part) => !gone.some((one) => keyOf(one) === keyOf(part))).map((part) => `＋${label(part)}`),
  ].join('；')
}

/** The amount of a consequence, or that it applies, as after the arrow. */
const valueOf = (part: string): string => /=([^?]*)/.exec(part)?.[1] ?? (part.endsWith('?') ? '待定' : '适用')

/** A value of a pack in one line of so many characters. */
export function short(value: unknown, most = 80): string {
  const text = (typeof value === 'string' ? value : JSON.stringify(value)).replaceAll(/\s+/gu, ' ')
  return text.length > most ? `${text.slice(0, most)}…` : text
}
