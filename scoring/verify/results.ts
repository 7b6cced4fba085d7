import { sourceText } from '../evaluate/program.ts'
import { prizesOf } from '../evaluate/score-unit.ts'
import type { TraceStep } from '../trace/trace.ts'
import { rounded } from './arithmetic.ts'
import { recheckComplete } from './complete.ts'
import { Line } from './line.ts'
import type { Book } from './line.ts'
import { isNumber } from './values.ts'

/** Re-checks the line that publishes: the total of the class, or the value for a prize, rounded once as the pack says. */
export function recheckPublished(book: Book, step: TraceStep): string[] {
  const { places, mode, source } = book.pack.scoring.published
  const prize = prizesOf(book.pack, book.trace.class).find(({ key }) => step.id === `prize:${key}`)
  if (!prize && step.id !== 'result:published') return ['应为本类的奖项']
  const id = prize ? ruleStep(book, prize.rule) : totalOf(book)
  const total = book.above.get(id)?.value
  if (total === undefined) return [`应引用总成绩 \`${id}\`，实际没有`]
  const value = isNumber(total) ? rounded(total, Number(places), mode) : total
  const expected = {
    id: step.id,
    op: 'round',
    uses: [{ id, value: total }],
    detail: { places, mode },
    value,
    source: sourceText(source),
  }
  const wrong = Object.entries(expected).filter(([key, part]) => JSON.stringify(part) !== JSON.stringify(step[key as keyof TraceStep]))
  return wrong.map(([key, part]) => `${key} 应为 ${JSON.stringify(part)}，实为 ${JSON.stringify(step[key as keyof TraceStep])}`)
}

function totalOf(book: Book): string {
  return ruleStep(book, book.pack.scoring.totals[book.trace.class] ?? '')
}

/** The step that gives a rule its value. */
function ruleStep(book: Book, rule: string): string {
  return new Line(book, '', '', '').idOf({ op: 'rule', rule }, '', '', '')
}

/** Re-checks what frames the lines: the pack, the class, the named results, and that each line of a rule serves another. */
export function recheckResult(book: Book): string[] {
  const { pack, trace, above } = book
  const known = pack.roster.classes.some(({ key }) => key === trace.class)
  const unit = pack.roster.units.find(({ key }) => key === trace.subject)
  const subject = trace.phase === 'grade' ? trace.subject === trace.class : unit?.class === trace.class
  const frame = [
    ...(trace.pack === pack.hash ? [] : [`规则包摘要应为 ${pack.hash}，实为 ${trace.pack}`]),
    ...(known && subject ? [] : [`对象应在名册的相应类别中，实为 \`${trace.subject}\`（${trace.class}）`]),
  ]
  if (!known) return frame
  if (trace.phase === 'grade') return [...frame, ...gradeResult(book), ...recheckComplete(book)]
  if (Object.keys(trace.result).length === 0) return above.has('result:published') ? [...frame, '应指明总成绩和公布成绩'] : frame
  const prizes = prizesOf(pack, trace.class).map(({ key }) => [`prize:${key}`, `prize:${key}`])
  const expected: { [name: string]: string } = { total: totalOf(book), published: 'result:published', ...Object.fromEntries(prizes) }
  const names = Object.keys(expected)
  const right = names.length === Object.keys(trace.result).length && names.every((name) => trace.result[name] === expected[name])
  return [...frame, ...(right && names.every((name) => above.has(expected[name]!)) ? [] : ['所指的总成绩或公布成绩不对']), ...orphans(book)]
}

function gradeResult({ trace, above }: Book): string[] {
  const units = [...above.values()].filter(({ op }) => op === 'published').map(({ id }) => id.slice('published:'.length))
  const named = Object.entries(trace.result)
  const wrong = named.filter(([unit, id]) => id !== `standing:rank@${unit}` || !above.has(id))
  return wrong.length === 0 && named.length === units.length ? [] : ['每个单位应指向其名次']
}

function orphans({ trace }: Book): string[] {
  const used = new Set([...trace.steps.flatMap(({ uses }) => uses.map(({ id }) => id)), ...Object.values(trace.result)])
  return trace.steps.filter(({ id, op }) => op !== 'input' && !used.has(id)).map(({ id }) => `\`${id}\` 应被其他步骤引用，实际没有`)
}
