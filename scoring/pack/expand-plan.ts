import type { z } from 'zod'
import type { PlanFile } from './plan.ts'

type Written = z.infer<typeof PlanFile>['steps'][number]
/** A step as it will be checked, with the path in plan.yaml that it was written at. */
export type Expanded = { step: Record<string, unknown>; at: (string | number)[] }

/**
 * Replaces each step with `instances` by one step per instance, key `<key>-<instance key>`. A later step that waits for
 * the common key waits for all its instances.
 */
export function expandPlan(steps: readonly Written[]): Expanded[] {
  const groups = new Map(
    steps.flatMap(({ key, instances }) => (instances ? [[key, instances.map((one) => `${key}-${one.key}`)] as const] : [])),
  )
  const waits = (after: unknown): unknown =>
    Array.isArray(after) ? after.flatMap((key: unknown) => (typeof key === 'string' ? (groups.get(key) ?? [key]) : [key])) : after
  return steps.flatMap(({ instances, ...common }, index): Expanded[] => {
    const own = 'after' in common ? { after: waits(common['after']) } : {}
    if (!instances) return [{ step: { ...common, ...own }, at: ['steps', index] }]
    return instances.map((one, nth) => {
      const after = one.after ? { after: waits(one.after) } : own
      return { step: { ...common, ...one, ...after, key: `${common.key}-${one.key}` }, at: ['steps', index, 'instances', nth] }
    })
  })
}
