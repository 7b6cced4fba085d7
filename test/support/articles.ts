/** Numbers as regulations write them, up to 99. */
function ordinal(text: string): number {
  if (/^\d+$/u.test(text)) return Number(text)
  const digits = '零一二三四五六七八九'
  const [tens, units] = text.includes('十') ? (text.split('十') as [string, string]) : ['', text]
  return (text.includes('十') ? 10 * (tens === '' ? 1 : digits.indexOf(tens)) : 0) + Math.max(0, digits.indexOf(units))
}

const CHINESE = '[一二三四五六七八九十]+'
const STYLES = {
  chapter: new RegExp(`^第(${CHINESE})章`, 'u'),
  article: new RegExp(`^第(${CHINESE})条`, 'u'),
  section: new RegExp(`^(${CHINESE})、`, 'u'),
  part: new RegExp(`^\\((${CHINESE})\\)`, 'u'),
  item: /^(\d{1,2})(?:[.．、](?=\D)|(?=\p{Script=Han})(?![年月日]))/u,
} as const
type Style = keyof typeof STYLES
/** How deep a number stands; an article and a section are both the first level of what they stand in. */
const DEPTH: Record<Style, number> = { chapter: 0, article: 1, section: 1, part: 2, item: 3 }

type Context = { prefix: string; labels: string[]; last: Partial<Record<Style, number>> }

/** An article as it is cited: half-width brackets, no blanks. */
export const normal = (article: string): string => article.replace(/\s/gu, '').replaceAll('（', '(').replaceAll('）', ')')

/**
 * The numbered headings of a regulation, as one cites them: 第十九条(二), 四(五)1, 附件2一(三)2. A section 一、 that begins while another
 * runs (a table with a numbering of its own) stands below where it begins, until the outer numbering goes on.
 */
export function headings(original: string): string[] {
  const found: string[] = []
  const contexts: Context[] = [{ prefix: '', labels: [], last: {} }]
  for (const raw of original.split('\n')) {
    if (raw.includes('\t')) continue // a row of a table
    const line = normal(raw).replace(/^[-|\s]+/u, '')
    const annex = /^(?:.*号)?附件(\d*)(?:[:：]|$)(\d)?/u.exec(line)
    if (annex) {
      contexts.splice(0, contexts.length, { prefix: `附件${annex[1]}`, labels: [], last: annex[2] === undefined ? {} : { item: 1 } })
      found.push(`附件${annex[1]}`, ...(annex[2] === undefined ? [] : [`附件${annex[2]}`]))
      continue
    }
    for (const [style, pattern] of Object.entries(STYLES) as [Style, RegExp][]) {
      const number = pattern.exec(line)?.[1]
      if (number !== undefined) found.push(place(contexts, style, number))
    }
  }
  return [...new Set(found)]
}

function place(contexts: Context[], style: Style, number: string): string {
  if (style === 'chapter') return `第${number}章`
  const n = ordinal(number)
  const goesOn = (context: Context): boolean => {
    const last = context.last[style]
    return last === undefined || n >= last || (n === 1 && style !== 'section' && style !== 'article')
  }
  const current = () => contexts.at(-1)!
  if (n === 1 && style === 'section' && current().last.section !== undefined)
    contexts.push({ prefix: current().prefix + current().labels.join(''), labels: [], last: {} })
  while (contexts.length > 1 && !goesOn(current())) contexts.pop()
  const context = current()
  context.last[style] = n
  const label = { article: `第${number}条`, section: number, part: `(${number})`, item: number, chapter: '' }[style]
  context.labels = [
    ...context.labels.slice(0, DEPTH[style] - 1),
    ...Array<string>(Math.max(0, DEPTH[style] - 1 - context.labels.length)).fill(''),
    label,
  ]
  return context.prefix + context.labels.join('')
}

export type Row = { article: string; content: string; way: string; places: string[] }
/** What a table must have: its articles and how many rows it says that it has, what of the pack must stand in it, and what may. */
export type Wanted = { articles: ReadonlySet<string>; rows: number; placed: readonly string[]; exists: (place: string) => boolean }
const WAYS = ['计算', '环节', '审定', '约定', '说明']

/** The rows of docs/articles/<pack>.md. */
export function rowsOf(document: string): Row[] {
  const lines = document.split('\n').filter((line) => line.startsWith('| ') && !line.startsWith('| 条款 |'))
  return lines.map((line) => {
    const [article = '', content = '', way = '', places = ''] = line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim())
    return {
      article: normal(article),
      content,
      way,
      places: places === '—' ? [] : places.split('、').map((place) => place.replaceAll('`', '')),
    }
  })
}

/** The articles that a table must have: each numbered heading of the original, each that is cited (`四(三)、四(四)` are two). */
export const wantedBy = (original: string, cited: readonly string[]): Set<string> =>
  new Set([...headings(original), ...cited.flatMap((article) => normal(article).split('、'))])

/**
 * What is wrong with the table of a regulation: an article without a row, a numbered row without an article, a place that is not in the pack,
 * something in the pack that rests on an article and has no place. An article may have several rows, one a paragraph; so the number is told.
 */
export function faults(rows: Row[], { articles, rows: told, placed, exists }: Wanted): string[] {
  const listed = rows.map(({ article }) => article)
  const places = new Set(rows.flatMap((row) => row.places))
  const contents = rows.map(({ article, content }) => `${article} ${content}`)
  return [
    ...[...articles].filter((article) => !listed.includes(article)).map((article) => `条款 ${article} 不在表中`),
    ...listed
      .filter((article) => /^[第附一二三四五六七八九十]/u.test(article) && !articles.has(article))
      .map((article) => `条款 ${article} 不见于原文的编号，也没有引用`),
    ...contents.filter((row, index) => contents.indexOf(row) !== index).map((row) => `${row} 有两行`),
    ...(rows.length === told ? [] : [`表中写明共 ${told} 行，实为 ${rows.length} 行`]),
    ...placed.filter((place) => !places.has(place)).map((place) => `${place} 引用了条款，表中没有`),
    ...rows.flatMap((row) => rowFaults(row, exists)),
  ]
}

const rowFaults = ({ article, content, way, places }: Row, exists: (place: string) => boolean): string[] => [
  ...(content === '' ? [`条款 ${article} 没有内容`] : []),
  ...(WAYS.includes(way) ? [] : [`条款 ${article} 的方式应为 ${WAYS.join('、')} 之一，实为 ${way}`]),
  ...(places.length === 0 && way !== '说明' ? [`条款 ${article} 没有位置`] : []),
  ...places.filter((place) => !exists(place)).map((place) => `条款 ${article} 的位置 ${place} 不在规则包中`),
]
