import type { Pack } from '../pack/pack.ts'
import type { PlanStep } from '../pack/plan.ts'
import { subjectOf } from './asks.ts'

/** A step that asks units for something: who asks, which classes, and what it rests on. `visits`: it comes to see them. */
export type Sanctioned = { step: PlanStep; asker: string; classes: string[]; visits: boolean }

/** The register of a pack: every step of the plan for which units fill something in, prove something or are visited, in the order of the plan. */
export function sanctioned({ plan, roster }: Pick<Pack, 'plan' | 'roster'>): Sanctioned[] {
  const office = roster.bodies.find(({ role }) => role === 'office')?.key ?? ''
  return plan.flatMap((step) => {
    const visits = step.kind === 'spotCheck' || step.kind === 'verification'
    const classes = roster.classes.map(({ key }) => key).filter((key) => (visits ? concerns(step, key) : asks(step, key)))
    const asker = step.actor.startsWith('body:') ? step.actor.slice('body:'.length) : office
    return classes.length === 0 ? [] : [{ step, asker, classes, visits }]
  })
}

const concerns = ({ classes }: PlanStep, unitClass: string): boolean => classes?.includes(unitClass) ?? true
const asks = (step: PlanStep, unitClass: string): boolean =>
  subjectOf(step, unitClass) !== null || (step.kind === 'rectification' && concerns(step, unitClass))
