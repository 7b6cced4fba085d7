import type { Sentence, TraceNode, UnitResult, Standing } from '../../scoring/index.ts'
import type { OriginView } from '../views/shapes/trace.ts'
import { table } from './table.ts'
import { EXPLAIN } from './words.ts'
import { stateWord } from '../state-words.ts'

/** The forms in which a result can be explained. */
export const FORMS = ['sentences', 'table', 'tree'] as const
export type Form = (typeof FORMS)[number]

/** A step of a tree with its article; `repeated`: what it rests on stands above already. */
export type Branch = { id: string; label: string; value: string; article: string; repeated: boolean; children: Branch[] }
/** `sentences` and `branches` of one trace; `narrated` are those that a reader needs. */
export type Part = { sentences: Sentence[]; narrated: Sentence[]; branches: Branch[] }
export type Explained = Pick<UnitResult, 'unit' | 'class' | 'state' | 'total' | 'published' | 'missing'> & {
  standing: (Standing & { size: number; prizes: string[] }) | null
  score: Part
  place: Part
  origins: ReadonlyMap<string, OriginView>
}

/** The trees of a trace with the words of its sentences. */
export function branchesOf(nodes: readonly TraceNode[], sentences: ReadonlyMap<string, Sentence>): Branch[] {
  return nodes.map(({ step, children, repeated }) => {
    const { label, shown, article } = sentences.get(step.id)!
    const own = step.op === 'value' ? EXPLAIN.constant : label
    return { id: step.id, label: own, value: shown, article, repeated, children: branchesOf(children, sentences) }
  })
}

/** A unit's result as people read it, in one of the forms. */
export function explainedText(explained: Explained, form: Form, gradeLabel: (key: string) => string): string {
  const { score, place, origins } = explained
  const shown = { sentences: sentencesText, table: tableText, tree: treeText }[form]
  return [
    headText(explained),
    `${EXPLAIN.score}\n${shown(score, origins)}`,
    `${EXPLAIN.place}\n${[...standingText(explained, gradeLabel), shown(place, origins)].join('\n')}`,
  ].join('\n\n')
}

function headText({ unit, published, total, state, missing, score }: Explained): string {
  if (total !== null) return `${unit}：总成绩 ${total}，公布成绩 ${published}`
  if (state === 'notApplicable') return `${unit}：${stateWord(state)}`
  const open = score.sentences.find(({ id }) => id === 'result:published')?.shown
  return `${unit}：成绩${open ?? `未定，缺 ${missing.join('、') || '——'}`}`
}

/** Rank, grade, consequences and prizes in a few lines. */
function standingText({ standing }: Explained, gradeLabel: (key: string) => string): string[] {
  if (!standing) return []
  const { rank, size, grade, consequences, prizes, last } = standing
  const applying = consequences.map(({ label, state, value, unit, needsDecision }) => {
    const amount = value === null ? '' : ` ${value}${unit ?? ''}`
    return `${label}${amount}${state === 'open' ? EXPLAIN.open : needsDecision ? EXPLAIN.needsDecision : ''}`
  })
  return [
    `  ${rank === null ? EXPLAIN.unranked : EXPLAIN.rank(rank, size, last)}${grade === null ? '' : `，${EXPLAIN.grade}${gradeLabel(grade)}`}`,
    `  ${EXPLAIN.consequences}${applying.join('；') || EXPLAIN.none}`,
    ...(prizes.length === 0 ? [] : [`  ${EXPLAIN.prizes}${prizes.join('；')}`]),
  ]
}

function sentencesText({ narrated }: Part, origins: ReadonlyMap<string, OriginView>): string {
  return narrated.map((sentence) => `  ${sentence.text}${basis(sentence)}${origin(sentence, origins)}`).join('\n')
}

const WIDTHS = { step: 36, calculation: 76, value: 16, basis: 22 }

function tableText({ sentences }: Part, origins: ReadonlyMap<string, OriginView>): string {
  const rows = sentences
    .filter(({ constant }) => !constant)
    .map((one) => [one.label, `${one.body}${origin(one, origins)}`, one.shown, articles(one)])
  const [step, calculation, value, article] = EXPLAIN.columns
  return table(
    [
      { name: step, width: WIDTHS.step },
      { name: calculation, width: WIDTHS.calculation },
      { name: value, width: WIDTHS.value },
      { name: article, width: WIDTHS.basis },
    ],
    rows,
  )
}

function treeText({ branches, sentences }: Part, origins: ReadonlyMap<string, OriginView>): string {
  const byId = new Map(sentences.map((one) => [one.id, one]))
  const lines = (list: readonly Branch[], depth: number): string[] =>
    list.flatMap((one) => [
      `${'  '.repeat(depth)}${one.label}：${one.value}　〔${one.article}〕${one.repeated ? EXPLAIN.repeated : ''}${origin(byId.get(one.id)!, origins)}`,
      ...lines(one.children, depth + 1),
    ])
  return lines(branches, 1).join('\n')
}

/** Up to so many characters of a quotation are shown; the whole is in the pack, and in `--json`. */
const QUOTED = 36

/** The article and its words; an assumption with what was chosen. */
function basis({ article, quote, assumption, assumes }: Sentence): string {
  const short = [...quote].length > QUOTED ? `${[...quote].slice(0, QUOTED).join('')}……` : quote
  const own = assumption === null ? `${article}：“${short}”` : `${article}，${EXPLAIN.assumption} ${assumption}：${short}`
  const others = assumes.filter((key) => key !== assumption).map((key) => `${EXPLAIN.assumption} ${key}`)
  return `　〔${[...(article === '' ? [] : [own]), ...others].join('；')}〕`
}

function articles({ article, assumption, assumes }: Sentence): string {
  const keys = [...(assumption === null ? [] : [assumption]), ...assumes.filter((key) => key !== assumption)]
  return [article, ...keys.map((key) => `${EXPLAIN.assumption} ${key}`)].join('；')
}

/** Who entered a fact, when, on what; outside a cycle whatever the file says. */
function origin({ origin: key }: Sentence, origins: ReadonlyMap<string, OriginView>): string {
  if (key === null) return ''
  const row = origins.get(key)
  return `　——${row ? originText(row) : EXPLAIN.origin(key)}`
}

function originText({ by, at, ground, document, doubtful, silent, byDefault, replaced, evidence }: OriginView): string {
  return [
    by === null || at === null ? EXPLAIN.opinion : EXPLAIN.entered(by, at),
    ...(ground === null ? [] : [`${EXPLAIN.ground}${ground}`]),
    ...(document === null ? [] : [`${EXPLAIN.document}${document}`]),
    ...(doubtful ? [EXPLAIN.doubtful] : []),
    ...(silent ? [EXPLAIN.silent] : []),
    ...(byDefault === null ? [] : [EXPLAIN.byDefault(byDefault)]),
    ...(replaced ? [EXPLAIN.replaced(replaced.value, replaced.by, replaced.at)] : []),
    ...(evidence.length === 0 ? [] : [`${EXPLAIN.evidence}${evidence.map(({ name }) => name).join('、')}`]),
  ].join('；')
}
