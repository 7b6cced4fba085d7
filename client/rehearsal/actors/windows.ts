import { dateAt } from '../../../calendar/index.ts'
import { taskBook } from '../../../records/indicator.ts'
import type { StepRow } from '../../../records/step.ts'
import { unitsOf } from '../../../steps/units.ts'
import { liaisonOf, postOf } from '../../posts.ts'
import { submit } from '../../verbs/submit.ts'
import type { Action, Stage } from '../action.ts'
import { castBallots } from './ballot.ts'
import { claim } from './claim.ts'
import { keepLedger } from './ledger.ts'
import { instantWithin } from '../working-hours.ts'

const BONUS_CLAIMS = 5
const DEDUCTIONS = 3

/** What happens in a window that nobody is given a task for: requests for adjustment, bonus claims, deductions by lead bodies. */
export function useWindow(stage: Stage, step: StepRow): Action[] {
  if (step.kind === 'adjustment') return [requestAdjustment(stage, step)]
  if (step.kind === 'additions') return [...claimBonus(stage, step), ...collectDeductions(stage, step)]
  if (step.kind === 'ledger') return keepLedger(stage, step)
  return castBallots(stage, step)
}

const within = ({ chance }: Stage, step: StepRow, name: string, until = 0.9): string =>
  instantWithin(step.opens_at ?? '', step.due_at ?? '', chance.of('part', name) * until, chance.of('time', name))

function requestAdjustment(stage: Stage, step: StepRow): Action {
  const { database, cycle, script } = stage
  const unit = script.adjusted
  const name = `adjust/${unit}`
  return {
    name,
    at: within(stage, step, name, 0.6),
    run: async (as) => {
      const [first] = await taskBook(database, cycle, unit)
      if (!first) throw new Error(`${unit} has no task book`)
      const content = {
        indicator: first.key,
        standard: '上级年中调整任务量，完成标准按调整后的数量执行。',
        reason: '上级指标年中调整',
        document: '推演上级函1号',
      }
      return submit(as(liaisonOf(unit)), { step: step.key, content })
    },
  }
}

function claimBonus(stage: Stage, step: StepRow): Action[] {
  if (step.spec.kind !== 'additions' || step.spec.bonus === undefined) return []
  const bonusOf = step.spec.bonus
  const units = unitsOf({ pack: stage.pack, spec: step.spec })
  return Array.from({ length: BONUS_CLAIMS }, (_, place) => {
    const lot = isFirst(stage, step) ? String(place) : `${step.key}/${place}`
    const unit = stage.chance.pick(units, 'bonus', lot).key
    const name = `bonus/${lot}`
    const ground = place === BONUS_CLAIMS - 1 ? '获得表彰（级别不明）' : '获得上级表彰'
    const at = within(stage, step, name)
    const told = { points: place % 2 === 0 ? '0.5' : '1', ground, document: `推演表彰决定${place + 1}号` }
    return {
      name,
      at,
      run: async (as) => {
        const bonus = await claim(stage, { unit, input: bonusOf, on: dateAt(at), lot: name }, told)
        return submit(as(liaisonOf(unit)), { step: step.key, content: { bonus } })
      },
    }
  })
}

/** Some of the lead bodies report a deduction each; a step of one body's own gets one from it. */
function collectDeductions(stage: Stage, step: StepRow): Action[] {
  if (step.spec.kind !== 'additions' || step.spec.deductions === undefined) return []
  const deductionsOf = step.spec.deductions
  const units = unitsOf({ pack: stage.pack, spec: step.spec })
  const own = /^body:(.+)$/.exec(step.spec.actor)?.[1]
  const lead = stage.pack.roster.bodies.filter((body) =>
    own === undefined ? body.role === 'assessor' && body.unit !== undefined : body.key === own,
  )
  if (lead.length === 0) return []
  return Array.from({ length: own === undefined ? DEDUCTIONS : 1 }, (_, place) => {
    const lot = own !== undefined ? step.key : isFirst(stage, step) ? String(place) : `${step.key}/${place}`
    const name = `deduct/${lot}`
    const body = stage.chance.pick(lead, 'lead', lot)
    const unit = stage.chance.pick(
      units.filter((each) => each.key !== body.unit),
      'deducted',
      lot,
    ).key
    const at = within(stage, step, name)
    const told = { points: '0.5', ground: '信息报送被通报', document: `推演通报${place + 1}号` }
    return {
      name,
      at,
      run: async (as) => {
        const deduction = { ...(await claim(stage, { unit, input: deductionsOf, on: dateAt(at), lot: name }, told)), unit }
        return submit(as(postOf(body.key)), { step: step.key, content: { deduction } })
      },
    }
  })
}

/** Whether the step is the first of its plan that takes in additions of its sort; what happens in further ones is told apart by their keys. */
function isFirst({ pack }: Stage, { key, spec }: StepRow): boolean {
  const alike = pack.plan.filter(
    (each) =>
      each.kind === 'additions' &&
      spec.kind === 'additions' &&
      (each.bonus === undefined) === (spec.bonus === undefined) &&
      !each.actor.startsWith('body:'),
  )
  return alike[0] === undefined || alike[0].key === key
}
