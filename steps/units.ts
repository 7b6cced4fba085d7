import type { Pack } from '../scoring/index.ts'
import type { StepChange } from './rules.ts'

export type PackUnit = Pack['roster']['units'][number]

/** The units that take part in a step: those of its classes, or all. */
export function unitsOf({ pack, spec }: Pick<StepChange, 'pack' | 'spec'>): PackUnit[] {
  const { classes } = spec
  return classes === undefined ? pack.roster.units : pack.roster.units.filter((unit) => classes.includes(unit.class))
}

/** The performance office: the body with the role `office`. Lint makes sure that there is exactly one. */
export function officeOf(pack: Pack): string {
  const office = pack.roster.bodies.find((body) => body.role === 'office')
  if (!office) throw new Error(`规则包 ${pack.pack.key} 的 roster.yaml 中没有 role 为 office 的机构`)
  return office.key
}

export const nameOf = (pack: Pack, unit: string): string => pack.roster.units.find((each) => each.key === unit)?.name ?? unit

export const bodyName = (pack: Pack, body: string): string => pack.roster.bodies.find((each) => each.key === body)?.name ?? body

/** The body that leads a step: the one that its actor names, else the performance office. */
export const leadOf = ({ pack, spec }: Pick<StepChange, 'pack' | 'spec'>): string => /^body:(.+)$/u.exec(spec.actor)?.[1] ?? officeOf(pack)

/** Who assesses an indicator of a unit: its body, or the office when none is named or the body is the unit itself. */
export function assessorOf(pack: Pack, unit: string, body: string | null): string {
  const named = pack.roster.bodies.find((each) => each.key === body)
  return named && named.unit !== unit ? named.key : officeOf(pack)
}
