import type { Pack, Source } from '../../scoring/index.ts'
import type { SourceView } from './shapes/step.ts'

const NOWHERE: SourceView = { article: '', quote: '', assumption: null }

/** A source with its words: those of the article, or the question that the regulation leaves open and the option that was chosen. */
export function sourceView(pack: Pack, source: Source | null): SourceView {
  if (!source) return NOWHERE
  return 'article' in source ? { ...source, assumption: null } : assumptionView(pack, source.assumption)
}

/** An assumption of the register as a source; `decided` names body and document once somebody has decided it. */
export function assumptionView(pack: Pack, key: string): SourceView {
  const found = pack.assumptions.find((each) => each.key === key)
  if (!found) return NOWHERE
  const quote = found.options.find((option) => option.key === found.choice)?.text ?? ''
  const decided = found.decided ? `${found.decided.by}，${found.decided.document}，${found.decided.on}` : null
  return { article: found.article, quote, assumption: { key, question: found.question, decided } }
}
