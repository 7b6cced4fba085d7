import type { Pack } from '../scoring/index.ts'

/** Whether a scoring input holds a number for each indicator of a unit, rather than one for the unit. */
export function perIndicator(pack: Pack, input: string): boolean {
  return input in pack.scoring.indicatorFields
}

/** The scoring input that a step of the plan fills. */
export function inputOf(pack: Pack, step: string): string {
  const spec = pack.plan.find((each) => each.key === step)
  if (!spec || !('input' in spec) || spec.input === undefined) throw new Error(`plan.yaml 中的环节 ${step} 没有填写 input`)
  return spec.input
}
