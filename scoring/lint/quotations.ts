import type { Check } from './check.ts'
import { finding } from './check.ts'
import { sourcesOf } from './sources.ts'

const bare = (text: string): string => text.replace(/\s+/gu, '')

/** Each quotation stands in source.txt; blanks and line breaks do not count. */
export const quotations: Check = (pack) => {
  const text = bare(pack.source)
  const known = new Map<string, boolean>()
  const stands = (quote: string): boolean => {
    const found = known.get(quote) ?? text.includes(bare(quote))
    known.set(quote, found)
    return found
  }
  return sourcesOf(pack).flatMap(({ source, file, path }) =>
    'quote' in source && !stands(source.quote)
      ? [finding('error', 'quotation', [file, path], `引文应见于 source.txt，实际没有：“${source.quote}”。请照原文抄录。`, source)]
      : [],
  )
}
