import { absentAmong, missingAmong, truth } from '../value.ts'
import type { Use, Value } from '../value.ts'

/** Three-valued `all` and `any`: one that decides (false for all, true for any) decides even where others are missing. */
export function connect(uses: readonly Use[], deciding: boolean): Value {
  if (uses.some(({ value }) => value.kind === 'truth' && value.value === deciding)) return truth(deciding)
  return missingAmong(uses) ?? absentAmong(uses) ?? truth(!deciding)
}
