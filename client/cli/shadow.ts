import type { Pack } from '../../scoring/index.ts'
import { table } from './table.ts'
import type { Shadowed } from './verbs/shadow.ts'
import { SHADOW } from './comparison-words.ts'

/** Last year's facts under this year's rules, as people read it. */
export function shadowText(present: Pack, found: Shadowed): string {
  const className = (key: string): string => present.roster.classes.find((each) => each.key === key)?.name ?? key
  const moves = found.moved.filter(({ rank }) => rank.before !== rank.after)
  return [
    factsText(found),
    section(
      SHADOW.classes,
      table(
        SHADOW.classColumns,
        found.classes.map((one) => [className(one.class), one.units, one.correlation]),
      ),
    ),
    section(
      SHADOW.grades,
      table(
        SHADOW.gradeColumns,
        found.grades.map(({ name, before, after }) => [name, before, after]),
      ),
    ),
    section(
      SHADOW.moves,
      table(
        SHADOW.moveColumns,
        moves.map(({ name, class: own, rank, score }) => [
          rank.before - rank.after > 0 ? `↑${rank.before - rank.after}` : `↓${rank.after - rank.before}`,
          name,
          className(own),
          `${rank.before} → ${rank.after}`,
          `${score.before} → ${score.after}`,
        ]),
      ),
    ),
    SHADOW.sum(found.moved.length, moves.length, found.grades.length, found.open.length, found.gone.length, found.fresh.length),
    ...(found.open.length === 0 ? [] : [SHADOW.open([...new Set(found.open.flatMap(({ missing }) => missing))].join('、'))]),
  ].join('\n\n')
}

/** Which facts came along, which did not and why, which this year wants in addition. */
function factsText({ carried, notCarried, lacking }: Shadowed): string {
  const rows = [
    ...carried.map(({ name, label, units }) => [name, label, units, SHADOW.carried]),
    ...notCarried.map(({ name, label, units, reason }) => [name, label, units, `${SHADOW.notCarried}：${reason}`]),
    ...lacking.map(({ name, label, units }) => [name, label, units, SHADOW.lacking]),
  ]
  return section(SHADOW.facts, table(SHADOW.factColumns, rows))
}

const section = (head: string, body: string): string => `${head}\n${body === '' ? SHADOW.nothing : body}`
