import type { Pack } from '../scoring/index.ts'
import type { Assignee } from '../records/task.ts'

/** Who declares for a unit, each with the key of its task: the unit itself, the lead body that the plan names, or every assessing body its own share. */
export function declarantsOf(pack: Pack, unit: string, actor: string): { key: string; assignee: Assignee }[] {
  if (actor !== 'assessors') return [{ key: unit, assignee: declarantOf(unit, actor) }]
  const bodies = pack.roster.bodies.filter((body) => body.role === 'assessor' && body.unit !== unit)
  return bodies.map(({ key }) => ({ key: `${unit}@${key}`, assignee: { body: key } }))
}

/** Who has to declare again what was returned: whoever declared it under this key. */
export function declarantOf(key: string, actor: string): Assignee {
  const [unit = '', body] = (key.split('/')[0] ?? '').split('@')
  const lead = /^body:(.+)$/u.exec(actor)?.[1] ?? body
  return lead === undefined ? { unit } : { body: lead }
}
