import { z } from 'zod'
import { dateAt } from '../../calendar/index.ts'
import { taskBook } from '../../records/indicator.ts'
import { packOfCycle } from '../../records/pack.ts'
import { latestVersion } from '../../records/result.ts'
import { Refusal } from '../../records/refusal.ts'
import { reorganisationsOf } from '../../records/reorganisation.ts'
import { stepsOf } from '../../records/step.ts'
import { giveAway, takeOver, type Move, type TakenOver } from '../../records/take-over.ts'
import { change, markPart, type Change } from '../../records/transaction.ts'
import { yearOf } from '../../records/year.ts'
import type { Pack, Reorganisation } from '../../scoring/index.ts'
import { IsoDate, Key, parseContent, requireSameKeys, Text } from '../../steps/content.ts'
import { requireRole } from '../actor.ts'
import { addUnits, tellOfUnits } from './successors.ts'
import { transferTasks, type Transferred } from './transfer-tasks.ts'
import type { Call } from './verb.ts'

const common = { on: IsoDate, document: Text, reason: Text }
const Heir = { key: Key, name: Text.optional(), class: Key.optional() }
const Event = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('rename'), unit: Key, name: Text, ...common }),
  z.strictObject({ kind: z.literal('merge'), from: z.array(Key).min(1, '至少一个原单位'), into: z.strictObject(Heir), ...common }),
  z.strictObject({
    kind: z.literal('split'),
    unit: Key,
    into: z.array(z.strictObject({ ...Heir, indicators: z.array(Key) })).min(2, '至少两个承接单位'),
    ...common,
  }),
])
type Event = z.infer<typeof Event>

/**
 * A unit has another name from a day on; several are merged into one, which may be one of them; or one is split into several, which say whose
 * its indicators are. `preview`: says what would happen, and nothing is stored.
 */
export type ReorganiseInput = z.input<typeof Event> & { preview?: boolean }
export type Reorganised = Reorganisation & Transferred & TakenOver & { preview: boolean }

/**
 * Records what has become of units, by which document: what was scored, submitted and issued stays under the old ones; open tasks are cancelled
 * with the reason, their successors get them, with the indicators and what was found of these.
 * @throws Refusal `wrong-role`, `not-found`, `bad-input` (a day outside the year, indicators that are left over), `conflict` (the pack has no rule,
 * results are computed, a task has to be ended before)
 */
export async function reorganise(call: Call, { preview = false, ...input }: ReorganiseInput): Promise<Reorganised> {
  return change(call.database, call, async (open) => {
    await requireRole(open, 'office')
    const event = parseContent(Event, input, '单位变动')
    const part = await markPart(open.db)
    const found = await carryOut(open, event)
    if (preview) await part.undo()
    else await part.keep()
    return { ...found, preview }
  })
}

async function carryOut(open: Change, event: Event): Promise<Omit<Reorganised, 'preview'>> {
  const before = await packOfCycle(open.db, open.cycle)
  const told = await toldOf(open, before, event)
  await requirePossible(open, before, told)
  const { id } = await open.db
    .insertInto('reorganisation')
    .values({
      cycle: open.cycle,
      kind: told.kind,
      effective: told.on,
      sources: JSON.stringify(told.from),
      successors: JSON.stringify(told.into),
      document: told.document,
      reason: event.reason,
      by_post: open.post,
      at: open.now,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const fact = { ...told, origin: `reorganisation/${id}` }
  const after = await packOfCycle(open.db, open.cycle)
  await addUnits(open, before, after, fact)
  const taken = await moveFacts(open, after, fact, movesOf(event))
  const moved = told.kind === 'rename' ? { cancelled: [], opened: [] } : await transferTasks(open, before, after, fact)
  await tellOfUnits(open, before, fact, moved)
  await open.log('reorganise', fact.origin, { ...fact, reason: event.reason, ...taken, cancelled: moved.cancelled.map(({ task }) => task) })
  return { ...fact, ...taken, ...moved }
}

/** The event as the scoring core takes it, whole: successors have the name and the class that they are given, or those of the first unit before them. */
async function toldOf(open: Change, { roster }: Pack, event: Event): Promise<Omit<Reorganisation, 'origin'>> {
  const from = event.kind === 'merge' ? event.from : [event.unit]
  const units = from.map((key) => {
    const found = roster.units.find((unit) => unit.key === key)
    if (!found) throw new Refusal('not-found', `周期“${open.cycle}”现有的被考评单位中没有“${key}”；用 unit list ${open.cycle} 查看。`)
    return found
  })
  const heirs = event.kind === 'rename' ? [{ key: event.unit, name: event.name }] : event.kind === 'merge' ? [event.into] : event.into
  const gone = (await reorganisationsOf(open.db, open.cycle)).flatMap((one) => one.from)
  const into = heirs.map((heir) => {
    if (gone.includes(heir.key) && !roster.units.some(({ key }) => key === heir.key))
      throw new Refusal('bad-input', `“${heir.key}”是本年度已经撤并的单位，承接单位应另取名称（键），未予保存。`)
    const same = roster.units.find((unit) => unit.key === heir.key)
    if (same && !from.includes(heir.key))
      throw new Refusal('bad-input', `承接单位“${heir.key}”是现有的另一单位；并入它的，应把它也列为原单位（--from），未予保存。`)
    const own = 'class' in heir ? heir.class : undefined
    return { key: heir.key, name: heir.name ?? same?.name ?? heir.key, class: own ?? same?.class ?? units[0]!.class }
  })
  const unknown = into.find((heir) => !roster.classes.some(({ key }) => key === heir.class))
  if (unknown)
    throw new Refusal('bad-input', `类别应为 ${roster.classes.map(({ key }) => key).join('、')} 之一，实为“${unknown.class}”，未予保存。`)
  requireDifferent(
    event.kind,
    from,
    into.map(({ key }) => key),
  )
  if (event.kind === 'split') await requireShared(open, event.unit, event.into)
  return { kind: event.kind, on: event.on, from, into, document: event.document }
}

function requireDifferent(kind: Event['kind'], from: readonly string[], into: readonly string[]): void {
  const wrong = new Set(from).size !== from.length || new Set(into).size !== into.length || (kind === 'merge' && from.length === 1)
  if (wrong) throw new Refusal('bad-input', '合并应有两个以上不同的原单位（并入现有单位的，也列上它），分立应有不同的承接单位，未予保存。')
}

/** Each indicator of a unit that is split goes to one of its successors. */
async function requireShared({ db, cycle }: Change, unit: string, into: readonly { indicators: string[] }[]): Promise<void> {
  const book = (await taskBook(db, cycle, unit)).map(({ key }) => key)
  requireSameKeys(
    book,
    into.flatMap(({ indicators }) => indicators),
    `${unit} 分立时各承接单位的指标`,
  )
}

async function requirePossible(open: Change, pack: Pack, { kind, on, from }: Omit<Reorganisation, 'origin'>): Promise<void> {
  const { first, last } = yearOf(pack)
  if (on <= first || on > last || on > dateAt(open.now))
    throw new Refusal('bad-input', `变动之日应在考评年度之内（${first} 之后至 ${last}）且已经到来，实为 ${on}，未予保存。`)
  const earlier = (await reorganisationsOf(open.db, open.cycle)).filter((one) => one.into.some(({ key }) => from.includes(key)))
  const late = earlier.find((one) => one.on > on)
  if (late) throw new Refusal('bad-input', `${from.join('、')} 自 ${late.on} 起才是现在的单位，变动之日不能早于此，未予保存。`)
  if (kind === 'rename') return
  const rule = kind === 'merge' ? 'merged' : 'split'
  if (!pack.roster.reorganisation?.[rule])
    throw new Refusal(
      'conflict',
      `规则包没有规定单位${kind === 'merge' ? '合并' : '分立'}的计分办法（roster.yaml 的 reorganisation.${rule}），不能办理；请先补上。`,
    )
  if ((await latestVersion(open.db, open.cycle)) > 0)
    throw new Refusal('conflict', '本年度成绩已经计算，按年末的单位排名；单位变动自下一年度起办理，未予保存。')
  await requireIssued(open, pack, from)
}

/** Task books go over as they were issued: the units have theirs first. */
async function requireIssued({ db, cycle }: Change, pack: Pack, from: readonly string[]): Promise<void> {
  const classes = new Set(pack.roster.units.filter(({ key }) => from.includes(key)).map((unit) => unit.class))
  const waiting = (await stepsOf(db, cycle)).find(
    ({ spec, state }) => spec.kind === 'taskBook' && state !== 'settled' && (spec.classes?.some((key) => classes.has(key)) ?? true),
  )
  if (waiting) throw new Refusal('conflict', `任务书尚未下达（环节“${waiting.name}”），请在下达之后办理单位变动，未予保存。`)
}

/** What goes where: of a merger everything, of a split what each successor was given. */
function movesOf(event: Event): Move[] {
  if (event.kind === 'rename') return []
  if (event.kind === 'merge') {
    const to = event.into.key
    return event.from.filter((from) => from !== to).map((from) => ({ from, to, keys: null, kept: false, rest: true }))
  }
  const goesOn = event.into.some(({ key }) => key === event.unit)
  return event.into
    .filter(({ key }) => key !== event.unit)
    .map(({ key, indicators }) => ({ from: event.unit, to: key, keys: new Set(indicators), kept: true, rest: !goesOn }))
}

async function moveFacts(open: Change, pack: Pack, fact: Reorganisation, moves: readonly Move[]): Promise<TakenOver> {
  const sum = { indicators: 0, scores: 0, additions: 0 }
  for (const move of moves) {
    const taken = await takeOver(open, pack, fact, move)
    for (const key of ['indicators', 'scores', 'additions'] as const) sum[key] += taken[key]
    if (move.keys && fact.into.some(({ key }) => key === move.from)) await giveAway(open, move.from, move.to, move.keys, fact.document)
  }
  return sum
}
