import { dateAt } from '../../../calendar/index.ts'
import { taskBook, type IndicatorRow } from '../../../records/indicator.ts'
import type { StepRow } from '../../../records/step.ts'
import { assessorOf } from '../../../steps/units.ts'
import { postOf } from '../../posts.ts'
import { submit } from '../../verbs/submit.ts'
import type { Action, Stage } from '../action.ts'
import { instantWithin } from '../working-hours.ts'

const TIMES = 3
/** How far into the year each body has come when it enters its data, and one more time when one of them corrects an entry. */
const PARTS = [0.05, 0.5, 0.9]
const CORRECTED = 0.95

/** Each data body enters the daily data of its indicators, a few times in the window; one entry is corrected. */
export function keepLedger(stage: Stage, step: StepRow): Action[] {
  const { spec } = step
  if (spec.kind !== 'ledger') return []
  const { pack, chance } = stage
  const bodies = pack.roster.bodies.filter(({ role }) => role === 'office' || role === 'assessor').map(({ key }) => key)
  const when = (part: number, name: string): string => instantWithin(step.opens_at ?? '', step.due_at ?? '', part, chance.of('time', name))
  const own = async (body: string): Promise<IndicatorRow[]> =>
    (await taskBook(stage.database, stage.cycle)).filter(
      (row) => row.fields[spec.basis.ask] === spec.basis.value && assessorOf(pack, row.unit, row.body) === body,
    )
  const entering = bodies.flatMap((body) =>
    Array.from({ length: TIMES }, (_, time): Action => {
      const name = `ledger/${step.key}/${body}/${time + 1}`
      const at = when(PARTS[time] ?? 0, name)
      const month = dateAt(at).slice(0, 7)
      return {
        name,
        at,
        run: async (as) => {
          const entries = (await own(body)).map(({ unit, key }) => ({
            unit,
            indicator: key,
            month,
            value: `完成 ${chance.whole(20, 100, 'ledger', unit, key, month)}%`,
            document: `推演统计月报（${month}）`,
          }))
          return entries.length === 0 ? null : submit(as(postOf(body)), { step: step.key, content: { entries: latest(entries) } })
        },
      }
    }),
  )
  const [first = ''] = bodies
  const name = `ledger/${step.key}/${first}/更正`
  const month = dateAt(when(PARTS[0] ?? 0, `ledger/${step.key}/${first}/1`)).slice(0, 7)
  const correct: Action = {
    name,
    at: when(CORRECTED, name),
    run: async (as) => {
      const row = (await own(first))[0]
      if (!row) return null
      const entry = {
        unit: row.unit,
        indicator: row.key,
        month,
        value: '完成 60%',
        document: '推演统计月报更正函1号',
        reason: '重复统计，予以扣除',
      }
      return submit(as(postOf(first)), { step: step.key, content: { entries: [entry] } })
    },
  }
  return [...entering, correct]
}

/** No more than can be handed in at once. */
const latest = <T>(entries: T[]): T[] => entries.slice(0, 5000)
