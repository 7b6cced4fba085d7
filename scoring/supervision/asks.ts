import type { Pack } from '../pack/pack.ts'
import type { PlanStep } from '../pack/plan.ts'

/** What a step asks of a unit of a class: forms to fill in, files to prove it, visits to receive. A visit by sample may fall to any unit. */
export type Asked = { forms: number; files: number; visits: number }
export const NOTHING: Asked = { forms: 0, files: 0, visits: 0 }

/** What a form asks, told apart: two steps that ask the same are two forms about one thing. */
export type Subject = 'indicators' | 'progress' | 'ratings'

const SUBJECTS: Partial<Record<PlanStep['kind'], Subject>> = {
  declaration: 'indicators',
  selfCheck: 'progress',
  report: 'progress',
  evaluation: 'ratings',
}

/** What a step asks each unit of a class to fill in; null where it asks nothing, or nothing of everybody. */
export function subjectOf(step: PlanStep, unitClass: string): Subject | null {
  if (step.kind === 'evaluation') return rates(step, unitClass) ? 'ratings' : null
  if (!concerns(step, unitClass) || step.actor !== 'units') return null
  return SUBJECTS[step.kind] ?? null
}

/** What a step asks of one unit of a class, before anything has happened. */
function askedOf(step: PlanStep, unitClass: string): Asked {
  const forms = subjectOf(step, unitClass) === null ? 0 : 1
  const visited = (step.kind === 'spotCheck' || step.kind === 'verification') && concerns(step, unitClass)
  return { forms, files: step.kind === 'report' ? forms : 0, visits: visited ? 1 : 0 }
}

const concerns = ({ classes }: PlanStep, unitClass: string): boolean => classes?.includes(unitClass) ?? true

/** Units rate others as peers in their own class, or as one of the classes that the step names. */
function rates(step: Extract<PlanStep, { kind: 'evaluation' }>, unitClass: string): boolean {
  if (step.raters === 'peers') return concerns(step, unitClass)
  return step.raters.startsWith('class:') && step.raters.slice('class:'.length).split(',').includes(unitClass)
}

export type PlannedMonth = { class: string; month: string; asked: Asked; steps: PlanStep[] }

/** What the plan asks of a unit of each class, month by month of the due days. A step that follows another without a date of its own has no month yet. */
export function plannedMonths({ roster, plan }: Pick<Pack, 'roster' | 'plan'>): PlannedMonth[] {
  return roster.classes.flatMap(({ key }) => {
    const asking = plan.flatMap((step) => {
      const asked = askedOf(step, key)
      return typeof step.due === 'string' && asked.forms + asked.visits > 0 ? [{ step, asked, month: step.due.slice(0, 7) }] : []
    })
    const months = [...Map.groupBy(asking, ({ month }) => month)].toSorted(([a], [b]) => (a < b ? -1 : 1))
    return months.map(([month, list]) => ({
      class: key,
      month,
      asked: list.reduce((sum, { asked }) => added(sum, asked), NOTHING),
      steps: list.map(({ step }) => step),
    }))
  })
}

/** Both together. */
export const added = (a: Asked, b: Asked): Asked => ({ forms: a.forms + b.forms, files: a.files + b.files, visits: a.visits + b.visits })
