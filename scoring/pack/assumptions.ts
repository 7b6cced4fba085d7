import { z } from 'zod'
import { IsoDate, Key, Null, Text } from './scalars.ts'

const Decided = z.union([z.strictObject({ by: Text, document: Text, on: IsoDate }), Null])
const Assumption = z.strictObject({
  key: Key,
  article: Text,
  question: Text,
  options: z.array(z.strictObject({ key: Key, text: Text })).min(1, '至少一个选项'),
  choice: Key,
  reason: Text,
  /** codes of the holes of lint that this decision closes where it is cited */
  answers: z.array(Key).min(1).optional(),
  decided: Decided,
})
export type Assumption = z.infer<typeof Assumption>

/** assumptions.yaml: what the regulation leaves open, the options, the choice, its reason, and who decided it by which document. */
export const Assumptions = z.array(Assumption)
export type Assumptions = z.infer<typeof Assumptions>
