import type { Segmented } from '../../scoring/index.ts'

/** What stands before a number that is given in segments. */
const SEGMENTS = '分段：'

/** A number in segments as the text of one cell: JSON, which is checked like any other fact when it comes back. */
export const segmentsText = (given: Segmented): string => `${SEGMENTS}${JSON.stringify(given)}`

/** The segments that a text holds; undefined where it holds none. */
export function readSegments(text: string): unknown {
  if (!text.startsWith(SEGMENTS)) return undefined
  try {
    return JSON.parse(text.slice(SEGMENTS.length))
  } catch {
    return undefined
  }
}
