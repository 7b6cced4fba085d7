import type { Use, Value } from '../value.ts'
import type { Line } from './place.ts'
import { Recording } from './recording.ts'

/** A recording that keeps nothing, for values whose way nobody asks for. It cannot be sealed. */
export class Unrecorded extends Recording {
  override add({ id }: Line, _uses: unknown, _said: unknown, value: Value): Use {
    return { id, value, line: 0, written: { id, value: '' } }
  }
}
