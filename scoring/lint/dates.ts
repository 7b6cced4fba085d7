import type { PlanStep } from '../pack/plan.ts'
import type { Finding } from '../problem.ts'
import type { Check } from './check.ts'
import { finding } from './check.ts'

/** Dates of the plan in order: due not before opening, no step due before a step that it waits for is, nothing before the regulation was issued. */
export const dates: Check = ({ plan, pack }) => {
  const byKey = new Map(plan.map((step) => [step.key, step]))
  return plan.flatMap((step, index) => {
    const at: [string, string] = ['plan.yaml', `/steps/${index}#${step.key}`]
    const say = (message: string): Finding => finding('error', 'dates', at, `步骤 \`${step.key}\` ${message}`, step.source)
    const { opens, due } = step
    return [
      ...(typeof opens === 'string' && typeof due === 'string' && due < opens
        ? [say(`的截止日应不早于开始日 ${opens}，实为 ${due}。请更正。`)]
        : []),
      ...(typeof opens === 'string' && opens < pack.issued ? [say(`的开始日应不早于印发日 ${pack.issued}，实为 ${opens}。请更正。`)] : []),
      ...step.after.flatMap((key) => late(step, byKey.get(key)).map(say)),
    ]
  })
}

function late({ due, opens }: PlanStep, before: PlanStep | undefined): string[] {
  if (!before || typeof before.due !== 'string') return []
  if (typeof due === 'string' && due < before.due)
    return [`的截止日应不早于前置步骤 \`${before.key}\` 的截止日 ${before.due}，实为 ${due}。请更正。`]
  return typeof opens === 'string' && opens <= before.due && typeof before.opens === 'string' && opens < before.opens
    ? [`的开始日应不早于前置步骤 \`${before.key}\` 的开始日 ${before.opens}，实为 ${opens}。请更正。`]
    : []
}
