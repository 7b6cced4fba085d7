import { z } from 'zod'
import { Count, IsoDate, Key, Null, Source, Text } from './scalars.ts'

/** pack.yaml: which regulation this is. `previous` is the hash of the version that this one amends. */
export const PackHead = z.strictObject({
  key: Key,
  version: z.string().regex(/^\d+$/, '版本号，整数'),
  previous: z.union([z.string().regex(/^[0-9a-f]{64}$/, '64 位十六进制摘要或 null'), Null]),
  name: Text,
  year: z.string().regex(/^\d{4}$/, '四位年份'),
  document: Text,
  issued: IsoDate,
  jurisdiction: Text,
  /** What steps get whose days have passed when the cycle opens: so many working days from then, for everybody. */
  lateOpening: z.strictObject({ workingDays: Count.regex(/[1-9]/, '至少一个工作日'), source: Source }).optional(),
  /** the body that decides when the pack of a running year is to be amended; a second post of the office, unless said */
  amendments: z.strictObject({ body: Key, source: Source }).optional(),
})
export type PackHead = z.infer<typeof PackHead>
