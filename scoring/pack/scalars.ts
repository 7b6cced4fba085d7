import { z } from 'zod'

/** A decimal as people write it: `12`, `0.5`, `-3.25`. No exponent, no plus, no bare point. */
export const DecimalString = z.string().regex(/^-?\d+(\.\d+)?$/, 'a plain decimal such as 12 or 0.5 (no exponent, no plus sign)')
/** A small whole number, kept as a string in the file. */
export const Count = z.string().regex(/^\d{1,4}$/, 'a whole number from 0 to 9999')
export const IsoDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'a date as YYYY-MM-DD')
/** Keys may be Chinese: no blank, no slash, no quotation mark. */
export const Key = z.string().regex(/^[^\s/"'`]{1,80}$/u, 'a key of 1 to 80 characters without blanks, slashes or quotation marks')
/** Where a rule comes from: an article with its words, or a declared assumption. */
export const Source = z.union([
  z.strictObject({ article: z.string().min(1), quote: z.string().min(1) }),
  z.strictObject({ assumption: Key }),
])
export type Source = z.infer<typeof Source>
