import { taskBook } from '../records/indicator.ts'
import { Refusal } from '../records/refusal.ts'
import type { Id } from '../records/schema.ts'
import type { Change } from '../records/transaction.ts'
import type { Post } from './actor.ts'
import { EVIDENCE_LIMITS, sha256Of, storeEvidence, type EvidenceFile } from './evidence.ts'

/** A file that was handed in or is handed in now, by its name or the beginning of its SHA-256 (eight digits at least); for which indicators. */
export type Binding = { file: string; indicators: readonly string[] }
/** What proves a submission: new files, files that the same unit or body has handed in before, and for which indicators they are. */
export type EvidenceInput = { evidence?: readonly EvidenceFile[]; cite?: readonly string[]; bind?: readonly Binding[] }
type Known = { sha256: string; name: string }
/** The files of a submission by their hashes, and what is to be noted about them once it has an id. */
export type Gathered = { hashes: string[]; cited: string[]; note(submission: Id, unit: string | null): Promise<void> }

/**
 * Stores what is new and finds what is cited: evidence is handed in once and may prove many things.
 * @throws Refusal `wrong-role` for a file of another unit, `not-found`, `bad-input` (ambiguous, or an indicator that is not in the task book), `too-large`
 */
export async function gatherEvidence(
  change: Change,
  post: Post,
  { evidence = [], cite = [], bind = [] }: EvidenceInput,
): Promise<Gathered> {
  const fresh = await storeEvidence(change, evidence)
  const own = cite.length > 0 ? await handedInBy(change, post) : []
  const cited: Known[] = []
  for (const wanted of new Set(cite)) cited.push(await find(change, wanted, own))
  const hashes = [...new Set([...fresh, ...cited.map(({ sha256 }) => sha256)])]
  if (hashes.length > EVIDENCE_LIMITS.files)
    throw new Refusal('too-large', `佐证材料应不超过 ${EVIDENCE_LIMITS.files} 件，实为 ${hashes.length} 件（含引用的），未予保存。`)
  const files = [...evidence.map(({ name, bytes }) => ({ name, sha256: sha256Of(bytes) })), ...cited]
  const old = cited.map(({ sha256 }) => sha256).filter((hash) => !fresh.includes(hash))
  return { hashes, cited: old, note: (submission, unit) => noteUses(change, { submission, unit, files, old, bind }) }
}

/** The files that posts of the same unit, or of the same body, have handed in so far. */
async function handedInBy({ db, cycle }: Change, { unit, body }: Post): Promise<Known[]> {
  return db
    .selectFrom('submission_evidence as s')
    .innerJoin('submission as h', 'h.id', 's.submission')
    .innerJoin('post as p', (on) => on.onRef('p.cycle', '=', 'h.cycle').onRef('p.key', '=', 'h.by_post'))
    .innerJoin('evidence as e', (on) => on.onRef('e.cycle', '=', 's.cycle').onRef('e.sha256', '=', 's.sha256'))
    .select(['e.sha256', 'e.name'])
    .distinct()
    .where('s.cycle', '=', cycle)
    .where(unit === null ? 'p.body' : 'p.unit', '=', unit ?? body)
    .orderBy('e.sha256')
    .execute()
}

async function find(change: Change, wanted: string, own: readonly Known[]): Promise<Known> {
  const found = own.filter((file) => means(wanted, file))
  if (found.length === 1) return found[0]!
  if (found.length > 1)
    throw new Refusal(
      'bad-input',
      `“${wanted}”应指一件已报送的材料，实有 ${found.length} 件，未予保存；请用摘要指明：${found.map(({ sha256 }) => sha256.slice(0, 12)).join('、')}。`,
    )
  const others = await change.db.selectFrom('evidence').select(['sha256', 'name']).where('cycle', '=', change.cycle).execute()
  if (others.some(({ sha256 }) => means(wanted, { sha256, name: '' })))
    throw new Refusal('wrong-role', `“${wanted}”是其他单位报送的材料，只能引用本单位报送过的，未予保存。`)
  throw new Refusal('not-found', `本单位没有报送过“${wanted}”，未予保存；用 evidence list 查看可以引用的材料。`)
}

const means = (wanted: string, { sha256, name }: Known): boolean =>
  wanted === name || (/^[0-9a-f]{8,64}$/.test(wanted) && sha256.startsWith(wanted))

type Uses = { submission: Id; unit: string | null; files: readonly Known[]; old: readonly string[]; bind: readonly Binding[] }

async function noteUses({ db, cycle }: Change, { submission, unit, files, old, bind }: Uses): Promise<void> {
  const book = bind.length > 0 ? new Set((await taskBook(db, cycle, unit ?? '')).map(({ key }) => key)) : new Set<string>()
  const bound = bind.flatMap(({ file, indicators }) => {
    const meant = [...new Set(files.filter((known) => means(file, known)).map(({ sha256 }) => sha256))]
    if (meant.length !== 1) throw new Refusal('bad-input', `“${file}”应是本次报送或引用的一件材料，实为 ${meant.length} 件，未予保存。`)
    const unknown = indicators.filter((key) => !book.has(key))
    if (unknown.length > 0 || indicators.length === 0)
      throw new Refusal('bad-input', `材料“${file}”应对应任务书中的指标，实为 ${unknown.join('、') || '空'}，未予保存。`)
    return indicators.map((indicator) => ({ sha256: meant[0]!, indicator }))
  })
  const unbound = old.filter((hash) => !bound.some(({ sha256 }) => sha256 === hash)).map((sha256) => ({ sha256, indicator: '' }))
  const rows = [...new Map([...bound, ...unbound].map((each) => [`${each.sha256}/${each.indicator}`, each])).values()]
  const values = rows.map((row) => ({ ...row, submission, cycle, cited: old.includes(row.sha256) }))
  if (values.length > 0) await db.insertInto('evidence_use').values(values).execute()
}
