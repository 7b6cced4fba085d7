import type { Pack } from '../pack/pack.ts'
import type { Source } from '../pack/scalars.ts'
import type { Finding } from '../problem.ts'

/** A check of lint: pure, one per file; `line` is filled in afterwards. */
export type Check = (pack: Pack) => Finding[]

/** A finding at a path of a file. */
export function finding(
  severity: Finding['severity'],
  code: string,
  at: [file: string, path: string],
  message: string,
  source?: Source,
): Finding {
  return { code, severity, file: at[0], path: at[1], line: 0, message, article: source && 'article' in source ? source.article : '' }
}
