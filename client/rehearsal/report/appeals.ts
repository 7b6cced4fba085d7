import type { Queries } from '../../../records/database.ts'
import type { Outcome } from '../../../scoring/index.ts'

/** `waived`: the unit came after its window had ended and was turned away. `before` and `after` are published scores. */
export type RehearsedAppeal = {
  unit: string
  state: string
  receivedAt: string
  dueAt: string
  why: string
  before: string | null
  after: string | null
}

/** The appeals that were filed, and that of `late`, which came too late. */
export async function appealsOf(
  queries: Queries,
  cycle: string,
  late: string,
  computed: { first: Outcome | null; last: Outcome },
): Promise<RehearsedAppeal[]> {
  const rows = await queries.selectFrom('appeal').selectAll().where('cycle', '=', cycle).orderBy('unit').execute()
  const published = (from: Outcome | null, unit: string) => from?.units.find((each) => each.unit === unit)?.published ?? null
  return rows
    .filter((each) => each.submission !== null || each.unit === late)
    .map((each) => ({
      unit: each.unit,
      state: each.state,
      receivedAt: each.received_at,
      dueAt: each.due_at,
      why: each.why,
      before: published(computed.first, each.unit),
      after: published(computed.last, each.unit),
    }))
}
