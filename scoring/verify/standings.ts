import { sourceText } from '../evaluate/program.ts'
import { standingSource } from '../trace/standing-sentence.ts'
import type { TraceStep } from '../trace/trace.ts'
import { isDecimal, order } from './arithmetic.ts'
import { Line, Mismatch } from './line.ts'
import type { Book } from './line.ts'
import { isAway, isNumber, lackingOf } from './values.ts'

type Checked = { ids: string[]; value: string; detail: TraceStep['detail'] }

/** Re-checks a line of ranking: published scores, the size of the class, ranks, last places. Sentences of what is wrong; null if it is no such line. */
export function recheckStanding(book: Book, step: TraceStep): string[] | null {
  const check = checks[step.op]
  if (!check) return null
  const source = standingSource(book.pack, step)
  const line = new Line(book, '', '', '')
  const expected = check(book, step, line)
  return [
    ...(source && sourceText(source) === step.source ? [] : [`依据应为 ${source ? sourceText(source) : '等次规定'}，实为 ${step.source}`]),
    ...(same(
      step.uses,
      expected.ids.map((id) => ({ id, value: book.above.get(id)?.value })),
    )
      ? []
      : ['引用的步骤或其值与在前的步骤不符']),
    ...(step.value === expected.value ? [] : [`值应为 ${expected.value}，实为 ${step.value}`]),
    ...(same(step.detail, expected.detail) ? [] : ['说明与规定不符']),
  ]
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)
const rest = (id: string, prefix: string): string => {
  if (!id.startsWith(prefix)) throw new Mismatch(`步骤名应以 ${prefix} 开头`)
  return id.slice(prefix.length)
}

const checks: { [op: string]: (book: Book, step: TraceStep, line: Line) => Checked } = {
  published: ({ pack, trace }, step) => {
    const unit = rest(step.id, 'published:')
    if (!pack.roster.units.some((one) => one.key === unit && one.class === trace.class)) throw new Mismatch(`单位 \`${unit}\` 应在本类`)
    const good = isDecimal(step.value, true) || isAway(step.value) || step.value === `missing: published:${unit}`
    const seal = String(step.detail['seal'])
    return { ids: [], value: good ? step.value : '公布成绩', detail: { seal: /^[0-9a-f]{64}$/.test(seal) ? seal : '64 位摘要' } }
  },
  size: ({ published: all }, step) => {
    rest(step.id, 'standing:size')
    const lacking = lackingOf(all.map(({ value }) => value))
    return { ids: all.map(({ id }) => id), value: lacking ?? String(all.filter(({ value }) => isNumber(value)).length), detail: {} }
  },
  rank: (book, step, line) => rank(book, step, line),
  settled: ({ pack, trace }, step, line) => {
    const ids = [`rank:${rest(step.id, 'standing:rank@')}`, 'standing:size']
    const values = ids.map((id) => line.value(id))
    const away = pack.grades.ranking.classes.includes(trace.class) ? null : 'notApplicable: 该类不排名'
    return { ids, value: away ?? lackingOf(values) ?? values[0]!, detail: {} }
  },
  last: (book, step, line) => last(book, step, line),
}

function rank({ ranked }: Book, step: TraceStep, line: Line): Checked {
  const unit = rest(step.id, 'rank:')
  const own = line.value(`published:${unit}`)
  if (!isNumber(own)) return { ids: [`published:${unit}`], value: own, detail: { place: '' } }
  const before = ranked.at(-1)
  if (!before) return { ids: [`published:${unit}`], value: '1', detail: { place: '1' } }
  const other = rest(before.id, 'rank:')
  const sign = order(line.value(`published:${other}`), own)
  if (sign < 0) throw new Mismatch('名次应按公布成绩从高到低')
  const place = String(Number(before.detail['place']) + 1)
  return { ids: [`published:${unit}`, `published:${other}`, before.id], value: sign === 0 ? before.value : place, detail: { place } }
}

function last({ pack, trace, above, published, ranked }: Book, step: TraceStep, line: Line): Checked {
  const { classes, last: rule } = pack.grades.ranking
  const own = `published:${rest(step.id, 'standing:last@')}`
  const ends = ranked.length === 0 ? [] : [ranked.at(-1)!, ranked[0]!].map(({ id }) => `published:${rest(id, 'rank:')}`)
  if (ranked.length !== scores(published)) throw new Mismatch('名次应包括每个有成绩的单位')
  const ids = [own, ...ends, 'standing:size']
  const [score = '', lowest = '', highest = ''] = ids.map((id) => line.value(id))
  const detail = { minimumClass: rule.minimumClass }
  const lacking = lackingOf(ids.map((id) => above.get(id)!.value))
  if (!classes.includes(trace.class)) return { ids, value: 'notApplicable: 该类不排名', detail }
  if (!isNumber(score)) return { ids, value: score, detail }
  if (lacking) return { ids, value: lacking, detail }
  const large = order(above.get('standing:size')!.value, rule.minimumClass) >= 0
  return { ids, value: String(large && order(score, lowest) === 0 && order(lowest, highest) !== 0), detail }
}

const scores = (published: readonly TraceStep[]): number => published.reduce((count, { value }) => (isNumber(value) ? count + 1 : count), 0)
