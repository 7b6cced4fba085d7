import { taskBook } from '../../../records/indicator.ts'
import type { EventField } from '../../../scoring/index.ts'
import type { Stage } from '../action.ts'

type Told = { points: string; ground: string; document: string }
type About = { unit: string; input: string; on: string; lot: string }

/** A claim to an event as somebody writes it: what is told, and a plausible value for every field that the pack wants besides. */
export async function claim(stage: Stage, about: About, { points, ...told }: Told): Promise<{ [field: string]: string }> {
  const declared = stage.pack.scoring.inputs[about.input]
  const fields = declared?.type === 'events' ? Object.entries(declared.fields) : []
  const content: { [field: string]: string } = { ...told }
  for (const [name, field] of fields) {
    if (name in content) continue
    const value = name === 'points' ? points : await valueFor(stage, about, name, field)
    if (value !== undefined) content[name] = value
  }
  return content
}

async function valueFor(
  { chance, database, cycle }: Stage,
  { unit, on, lot }: About,
  name: string,
  field: EventField,
): Promise<string | undefined> {
  switch (field.type) {
    case 'text':
      return `推演事项（${lot}）`
    case 'date':
      return on
    case 'flag':
      return name === 'falsified' ? undefined : 'true'
    case 'choice':
      return chance.pick(field.values, 'claim', lot, name)
    case 'number':
      return field.max ?? field.min ?? '1'
    case 'indicator':
      return field.optional === 'true' ? undefined : (await taskBook(database, cycle, unit))[0]?.key
  }
}
