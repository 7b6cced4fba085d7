import type { KindRules } from './rules.ts'

/** Scores, ranks and consequences are computed from the facts in force; see `compute` in activities. */
export const computation: KindRules<'computation'> = { automatic: true, computes: true, open: async () => {} }
