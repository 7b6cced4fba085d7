import type { SourceView } from '../../views/shapes/step.ts'
import { words } from '../words.ts'

/** Where something comes from: the article with its words, or the question that the regulation leaves open and what was chosen. */
export function SourceNote({ source }: { source: SourceView }) {
  if (source.article === '') return null
  const { assumption } = source
  if (!assumption)
    return (
      <p className="source">
        <cite>{source.article}</cite>
        <q>{source.quote}</q>
      </p>
    )
  return (
    <p className="source assumed">
      <cite>{`${words.trace.assumption}（${source.article}）`}</cite>
      <q>{source.quote}</q>
      <span>{`${words.trace.question}：${assumption.question}`}</span>
      <span>{assumption.decided === null ? words.trace.undecided : words.trace.decided(assumption.decided)}</span>
    </p>
  )
}
