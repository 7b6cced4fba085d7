import type { Pack } from '../pack/pack.ts'
import type { Trace } from './trace.ts'

/** One step in Chinese, with its article and the words it rests on; for an assumption, `assumption` is its key and `quote` the choice. */
export type Sentence = { id: string; text: string; article: string; quote: string; assumption: string | null; assumes: string[] }
/** The trace as sentences, in evaluation order. */
export function explain(_pack: Pack, _trace: Trace): Sentence[] {
  throw new Error('explain is being written')
}
