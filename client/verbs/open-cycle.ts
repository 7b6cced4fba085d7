import { calendarVersion, lastKnownYear, tablesUntil } from '../../calendar/index.ts'
import type { Database, Queries } from '../../records/database.ts'
import { leaveMessage } from '../../records/outbox.ts'
import { storePack } from '../../records/pack.ts'
import { Refusal } from '../../records/refusal.ts'
import type { StepMode } from '../../records/schema.ts'
import { canonicalJson } from '../../scoring/canonical.ts'
import { lint, type Pack } from '../../scoring/index.ts'
import { workflowIds } from '../../workflows/ids.ts'
import { commitmentOf, secretOf } from '../../steps/draw.ts'
import { rulesOf } from '../../steps/index.ts'
import { postOf, postsOf } from '../posts.ts'

/** The version of scoring and steps that a cycle pins beside its pack. */
export const ENGINE_VERSION = '1'

/**
 * `clockAt`: where the clock of a rehearsal stands at first; a live cycle has none. `calendarUntil`: the last year whose holiday notice a rehearsal
 * knows when it begins. `seed` decides samples that are drawn.
 */
export type OpenCycleInput = { id: string; pack: Pack; seed: string; post: string } & (
  { kind: 'live' } | { kind: 'rehearsal'; clockAt: string; calendarUntil?: number }
)

/**
 * Opens a year: pins pack, engine and calendar, writes units, bodies, posts and all steps, and starts the workflow.
 * A live cycle opens only when lint finds no error in the pack, and each of its assumptions has been decided on record.
 * @throws Refusal `already-done` when the id is taken, `conflict` when assumptions are open, `wrong-role` unless a post of the office opens a live one,
 * `bad-input` for an id with blanks or slashes, or when lint finds errors in the pack of a live cycle
 */
export async function openCycle(database: Database, input: OpenCycleInput): Promise<{ cycle: string }> {
  const { id, pack, kind } = input
  const until = kind === 'rehearsal' ? Math.min(input.calendarUntil ?? lastKnownYear, lastKnownYear) : lastKnownYear
  if (!/^[^\s/]{1,80}$/u.test(id)) throw new Refusal('bad-input', `周期编号应为 1 至 80 个字符，不含空格和斜线，实为 \`${id}\`。`)
  if (kind === 'live') {
    requireOffice(pack, input.post)
    requireSound(pack)
    requireDecided(pack)
  }
  await database.transaction().execute(async (db) => {
    await storePack(db, pack)
    const now = kind === 'rehearsal' ? input.clockAt : new Date().toISOString()
    const row = {
      id,
      kind,
      pack: pack.hash,
      engine: ENGINE_VERSION,
      calendar: calendarVersion(tablesUntil(until)),
      calendar_until: until,
      seed: input.seed,
      opened_at: now,
      clock_at: kind === 'rehearsal' ? input.clockAt : null,
    }
    const made = await db
      .insertInto('cycle')
      .values(row)
      .onConflict((conflict) => conflict.column('id').doNothing())
      .executeTakeFirst()
    if (!made.numInsertedOrUpdatedRows) throw new Refusal('already-done', `周期“${id}”已经存在；用 cycle status ${id} 查看。`)
    await writeRoster(db, id, pack)
    await writeSteps(db, id, pack)
    const entry = (verb: string, content: unknown) => ({
      cycle: id,
      verb,
      subject: id,
      content: canonicalJson(content),
      by_post: input.post,
      at: now,
    })
    await db
      .insertInto('entry')
      .values([entry('open', { pack: pack.hash, kind }), entry('commit', commitments(pack, input.seed))])
      .execute()
    await leaveMessage(db, { action: 'start', workflow: 'annualCycle', workflowId: workflowIds.cycle(id), argument: [id] })
  })
  return { cycle: id }
}

/** What is published of the seed beforehand: the SHA-256 of the secret of each draw. The seed itself stays out of the log until each is drawn. */
const commitments = ({ plan }: Pack, seed: string): { [step: string]: string } =>
  Object.fromEntries(
    plan.flatMap(({ kind, key }) => (kind === 'spotCheck' || kind === 'hearing' ? [[key, commitmentOf(secretOf(seed, key))]] : [])),
  )

/** The posts of a year that is not open yet are those of its roster. */
function requireOffice({ roster }: Pack, post: string): void {
  const offices = roster.bodies.filter((each) => each.role === 'office')
  const body = postsOf('', roster).find((each) => each.key === post)?.body ?? ''
  if (offices.some((each) => each.key === body)) return
  const names = offices.map((each) => each.name).join('、')
  throw new Refusal('wrong-role', `周期应由“${names}”开启，如岗位“${postOf(offices[0]?.key ?? '')}”；岗位“${post}”无权开启。`)
}

/** @throws Refusal `bad-input` when lint finds errors */
export function requireSound(pack: Pack): void {
  const errors = lint(pack).filter((each) => each.severity === 'error')
  if (errors.length === 0) return
  throw new Refusal(
    'bad-input',
    `规则包 ${pack.pack.key} 有 ${errors.length} 处错误，正式周期不能开启；用 lint 查看所在的行，更正后再开启。`,
    errors.map(({ file, path, message }) => `${file} ${path} ${message}`),
  )
}

/** @throws Refusal `conflict` while an assumption is not decided on record */
export function requireDecided(pack: Pack): void {
  const open = pack.assumptions.filter((each) => each.decided === null)
  if (open.length === 0) return
  const names = open.slice(0, 5).map((each) => `${each.key}（${each.question}）`)
  throw new Refusal(
    'conflict',
    `规则包 ${pack.pack.key} 尚有 ${open.length} 项未决事项，正式周期不能开启：${names.join('；')}${open.length > 5 ? '……' : ''}。请在 assumptions.yaml 中逐项填写 decided。`,
  )
}

async function writeRoster(db: Queries, cycle: string, { roster }: Pack): Promise<void> {
  const units = roster.units.map(({ key, name, class: unitClass, madeUp }, ord) => ({
    cycle,
    key,
    name,
    class: unitClass,
    made_up: madeUp === 'true',
    ord,
  }))
  await db.insertInto('unit').values(units).execute()
  const bodies = roster.bodies.map(({ key, name, role, unit }) => ({ cycle, key, name, role, unit: unit ?? null }))
  await db.insertInto('body').values(bodies).execute()
  await db.insertInto('post').values(postsOf(cycle, roster)).execute()
}

async function writeSteps(db: Queries, cycle: string, { plan }: Pack): Promise<void> {
  const steps = plan.map((spec, ord) => ({ cycle, key: spec.key, ord, ...stepColumns(spec) }))
  await db.insertInto('step').values(steps).execute()
}

/** What of a step's row comes from the plan. */
export const stepColumns = (spec: Pack['plan'][number]) => ({
  kind: spec.kind,
  mode: modeOf(spec.kind),
  name: spec.name,
  spec: JSON.stringify(spec),
})

function modeOf(kind: Pack['plan'][number]['kind']): StepMode {
  const { automatic, window } = rulesOf(kind)
  return automatic ? 'automatic' : window ? 'window' : 'tasks'
}
