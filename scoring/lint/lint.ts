import type { Pack } from '../pack/pack.ts'
import type { Locate } from '../pack/parse.ts'
import type { Finding } from '../problem.ts'
import { assumptions } from './assumptions.ts'
import { bands } from './bands.ts'
import { cases } from './cases.ts'
import type { Check } from './check.ts'
import { dates } from './dates.ts'
import { evaluations } from './evaluations.ts'
import { holes } from './holes.ts'
import { plan } from './plan.ts'
import { points } from './points.ts'
import { quotations } from './quotations.ts'
import { quotas } from './quotas.ts'
import { references } from './references.ts'
import { supervision } from './supervision.ts'
import { silence } from './silence.ts'
import { unused } from './unused.ts'
import { weights } from './weights.ts'

/** All checks, in the order in which their findings are reported. */
export const checks: { [name: string]: Check } = {
  references,
  points,
  weights,
  bands,
  quotas,
  quotations,
  assumptions,
  unused,
  plan,
  silence,
  evaluations,
  dates,
  supervision,
  holes,
  cases,
}

/** Checks a readable pack against itself, its regulation and its roster. Without `locate` (from parsePack) lines are 0. */
export function lint(pack: Pack, locate?: Locate): Finding[] {
  return Object.values(checks).flatMap((check) =>
    check(pack).map((one) => ({ ...one, line: locate ? locate(one.file, one.path).line : 0 })),
  )
}
