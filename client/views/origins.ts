import type { Selectable } from 'kysely'
import { carriedOf } from '../../records/carried.ts'
import type { Queries } from '../../records/database.ts'
import { parameterOrigin, type ParameterRow } from '../../records/parameter.ts'
import type { Id, Schema } from '../../records/schema.ts'
import type { Pack } from '../../scoring/index.ts'
import { POLICY_WORDS } from '../../steps/silence.ts'
import { beijingText } from './beijing.ts'
import type { DoerNames } from './posts.ts'
import type { OriginView } from './shapes/trace.ts'

type ScoreRow = Selectable<Schema['score']>
export type AdditionRow = Selectable<Schema['addition']>
type Files = Map<Id, { name: string; sha256: string }[]>

/** The rows behind the facts of a unit and the parameters: origins by key (`score/12`, `addition/3`), and its additions with those that were replaced. */
export type Origins = { byKey: Map<string, OriginView>; additions: AdditionRow[] }

/** Reads every score and addition of a unit and the parameters of the cycle, those no longer in force too. */
export async function originsOf(queries: Queries, cycle: string, unit: string, pack: Pack, nameOf: DoerNames): Promise<Origins> {
  const scores = await queries.selectFrom('score').selectAll().where('cycle', '=', cycle).where('unit', '=', unit).orderBy('id').execute()
  const additions = await queries
    .selectFrom('addition')
    .selectAll()
    .where('cycle', '=', cycle)
    .where('unit', '=', unit)
    .orderBy('id')
    .execute()
  const parameters = await queries.selectFrom('parameter').selectAll().where('cycle', '=', cycle).orderBy('id').execute()
  const files = await filesOf(
    queries,
    cycle,
    [...scores, ...additions, ...parameters].flatMap((row) => row.submission ?? []),
  )
  const byKey = new Map<string, OriginView>()
  const carried = new Map(
    (await carriedOf(queries, cycle, { unit })).map((row) => [row.became, `由周期 ${row.from_cycle} 转入（${row.from_row}）`]),
  )
  for (const row of additions) {
    const origin = additionOrigin(row, nameOf, files)
    const from = carried.get(`addition/${row.id}`)
    byKey.set(origin.key, from === undefined ? origin : { ...origin, document: [origin.document, from].filter(Boolean).join('；') })
  }
  for (const row of scores) {
    const old = scores.find((each) => each.id === row.supersedes)
    const origin = isOpinion(pack, row) && row.policy === null ? anonymous(row) : scoreOrigin(row, old, nameOf, files)
    byKey.set(`score/${row.id}`, carried.has(`score/${row.id}`) ? { ...origin, document: carried.get(`score/${row.id}`) ?? null } : origin)
  }
  for (const row of parameters) byKey.set(parameterOrigin(row), parameterView(row, parameters, nameOf, files))
  return { byKey, additions }
}

function parameterView(row: ParameterRow, all: readonly ParameterRow[], nameOf: DoerNames, files: Files): OriginView {
  const old = all.find((each) => each.id === row.supersedes)
  const replaced = old ? { value: old.value, by: nameOf(old), at: beijingText(old.at) } : null
  const { document, submission } = row
  const own = { key: parameterOrigin(row), by: nameOf(row), at: beijingText(row.at), document, replaced }
  return { ...plain, ...own, evidence: files.get(submission) ?? [] }
}

/** Whether a score is what one rater thought of the unit. */
const isOpinion = ({ plan }: Pack, { input }: ScoreRow): boolean => plan.some((step) => step.kind === 'evaluation' && step.input === input)

const plain = { ground: null, document: null, doubtful: false, silent: false, byDefault: null, replaced: null, evidence: [] }
const anonymous = (row: ScoreRow): OriginView => ({ ...plain, key: `score/${row.id}`, by: null, at: null })

function scoreOrigin(row: ScoreRow, old: ScoreRow | undefined, nameOf: DoerNames, files: Files): OriginView {
  const { ground, doubtful, silent, policy, authority } = row
  const replaced = old ? { value: old.value, by: nameOf(old), at: beijingText(old.at) } : null
  const evidence = files.get(row.submission ?? '') ?? []
  return {
    ...plain,
    key: `score/${row.id}`,
    by: nameOf(row),
    at: beijingText(row.at),
    ground,
    doubtful,
    silent,
    byDefault: policy === null ? null : `${POLICY_WORDS[policy]}，依据 ${authority ?? ''}`,
    replaced,
    evidence,
  }
}

function additionOrigin(row: AdditionRow, nameOf: DoerNames, files: Files): OriginView {
  const { ground, document } = row
  const evidence = files.get(row.submission) ?? []
  return { ...plain, key: `addition/${row.id}`, by: nameOf(row), at: beijingText(row.at), ground, document, evidence }
}

async function filesOf(queries: Queries, cycle: string, submissions: Id[]): Promise<Files> {
  const files: Files = new Map()
  if (submissions.length === 0) return files
  const rows = await queries
    .selectFrom('submission_evidence as s')
    .innerJoin('evidence as e', (on) => on.onRef('e.cycle', '=', 's.cycle').onRef('e.sha256', '=', 's.sha256'))
    .select(['s.submission', 'e.name', 'e.sha256'])
    .where('s.cycle', '=', cycle)
    .where('s.submission', 'in', submissions)
    .orderBy('e.name')
    .execute()
  for (const { submission, ...file } of rows) files.set(submission, [...(files.get(submission) ?? []), file])
  return files
}
