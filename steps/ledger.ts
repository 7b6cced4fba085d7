import { z } from 'zod'
import { dateAt } from '../calendar/index.ts'
import { sum } from '../scoring/decimal.ts'
import { taskBook, type IndicatorRow } from '../records/indicator.ts'
import { ledgerInForce, storeLedger, type LedgerRow } from '../records/ledger.ts'
import { Refusal } from '../records/refusal.ts'
import { storeScores } from '../records/score.ts'
import { oneAtATime } from '../records/transaction.ts'
import { Key, Text } from './content.ts'
import type { KindRules, StepChange } from './rules.ts'
import { assessorOf, unitsOf } from './units.ts'

const Entry = z.strictObject({
  unit: Key,
  indicator: Key,
  month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, '月份，写作 2013-10'),
  value: Text,
  document: Text,
  reason: Text.optional(),
})
type Entry = z.infer<typeof Entry>
const MOST = 5000
const Ledger = z.strictObject({ entries: z.array(Entry).min(1, '至少一条').max(MOST, `一次不超过 ${MOST} 条`) })

/**
 * The ledger of daily data (台帐): through the year each data body enters what it knows of its indicators, month by month, with the document that it
 * comes from; a correction says why and supersedes. When the step closes, the points that rest on such data are added up from the indicators
 * that were declared so and have entries: nobody types that number.
 */
export const ledger: KindRules<'ledger'> = {
  window: true,
  open: async () => {},
  content: () => Ledger,
  accept: async (change, submission) => {
    const { entries } = submission.content as z.infer<typeof Ledger>
    const body = await bodyOf(change)
    await oneAtATime(change.db, `${change.cycle}/${change.step.key}/${body}`)
    const [book, known] = [byKey(await taskBook(change.db, change.cycle)), byMonth(await ledgerInForce(change.db, change.cycle))]
    const problems = entries.flatMap((entry, place) => fault(change, body, entry, book, known).map((each) => `第 ${place + 1} 条：${each}`))
    const names = entries.map(monthKey)
    const twice = names.findIndex((name, place) => names.indexOf(name) !== place)
    if (twice !== -1) problems.push(`第 ${twice + 1} 条：同一指标同一月份应只有一条`)
    if (problems.length > 0) throw new Refusal('bad-input', `台帐登记不符合要求，未予保存：${problems.slice(0, 5).join('；')}。`, problems)
    const rows = entries.map((entry) => ({ ...entry, supersedes: known.get(monthKey(entry))?.id }))
    await storeLedger(change, change.step.key, submission.id, rows)
  },
  close: async (change) => {
    const { spec, pack } = change
    const withData = new Set((await ledgerInForce(change.db, change.cycle)).map(indicatorKey))
    const book = await taskBook(change.db, change.cycle)
    const rests = ({ fields, ...row }: IndicatorRow): boolean =>
      fields[spec.basis.ask] === spec.basis.value && withData.has(indicatorKey({ unit: row.unit, indicator: row.key }))
    const units = unitsOf({ pack, spec }).filter(({ key }) => book.some((row) => row.unit === key))
    await storeScores(
      change,
      units.map(({ key }) => ({
        unit: key,
        input: spec.input,
        value: sum(book.filter((row) => row.unit === key && rests(row)).map((row) => row.full_points)),
      })),
    )
    await change.log('ledger', change.step.key, { units: units.length })
  },
}

const indicatorKey = ({ unit, indicator }: Pick<Entry, 'unit' | 'indicator'>): string => `${unit}/${indicator}`
const monthKey = (entry: Pick<Entry, 'unit' | 'indicator' | 'month'>): string => `${indicatorKey(entry)}/${entry.month}`
const byKey = (book: IndicatorRow[]): Map<string, IndicatorRow> =>
  new Map(book.map((row) => [indicatorKey({ unit: row.unit, indicator: row.key }), row]))
const byMonth = (entries: LedgerRow[]): Map<string, LedgerRow> => new Map(entries.map((row) => [monthKey(row), row]))

/** The body for which somebody acts. @throws Refusal `wrong-role` for a unit: nobody keeps the ledger of itself */
async function bodyOf({ db, cycle, post }: StepChange<'ledger'>): Promise<string> {
  const row = await db.selectFrom('post').select('body').where('cycle', '=', cycle).where('key', '=', post).executeTakeFirst()
  if (row?.body) return row.body
  throw new Refusal('wrong-role', `台帐由各指标的数据采集责任机构登记，岗位“${post}”属于被考评单位，不能登记。`)
}

function fault(
  { pack, now }: StepChange<'ledger'>,
  body: string,
  entry: Entry,
  book: ReadonlyMap<string, IndicatorRow>,
  known: ReadonlyMap<string, LedgerRow>,
): string[] {
  const { unit, indicator, month, reason } = entry
  const row = book.get(indicatorKey(entry))
  if (!row) return [`${unit} 的任务书中没有序号为“${indicator}”的指标`]
  const assessor = assessorOf(pack, unit, row.body)
  if (assessor !== body) return [`${unit} 的指标 ${indicator} 应由“${assessor}”登记，实为“${body}”`]
  if (month > dateAt(now).slice(0, 7)) return [`月份应为本月或以前，实为 ${month}`]
  const earlier = known.get(monthKey(entry))
  if (earlier && reason === undefined)
    return [`${unit} 的指标 ${indicator} ${month} 已经登记（${earlier.value}），更正应写明理由（reason）`]
  return earlier || reason === undefined ? [] : [`${unit} 的指标 ${indicator} ${month} 尚未登记，不是更正，不应写 reason`]
}
