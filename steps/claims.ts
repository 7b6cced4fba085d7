import { z } from 'zod'
import { compare } from '../scoring/decimal.ts'
import type { EventField, Pack } from '../scoring/index.ts'
import { DecimalString, IsoDate, Key, SomePoints, Text } from './content.ts'

/** Fields of an event that have a column of their own; whatever else the pack declares is kept beside them. */
const COLUMNS = ['points', 'ground', 'document', 'indicator', 'falsified'] as const

export type Claim = {
  points?: string
  ground: string
  document: string
  indicator?: string
  unit?: string
  [field: string]: string | undefined
}

/** What a claim to an event must say: its ground and document always, and whatever fields the pack declares for it. */
export function claimShape({ scoring }: Pack, input: string | undefined): z.ZodObject {
  const declared = input === undefined ? undefined : scoring.inputs[input]
  const fields = declared?.type === 'events' ? Object.entries(declared.fields) : []
  const shapes = fields.map(([name, field]) => [name, name === 'points' ? SomePoints : fieldShape(field)] as const)
  const own = shapes.map(([name, shape], index) => [name, fields[index]?.[1].optional === 'true' ? shape.optional() : shape] as const)
  return z.strictObject({ ...Object.fromEntries(own), ground: Text, document: Text })
}

/** The fields of a claim that have no column. */
export function furtherFields({ unit: _, ...claim }: Claim): { [field: string]: string } {
  const rest = Object.entries(claim).filter(([name]) => !(COLUMNS as readonly string[]).includes(name))
  return Object.fromEntries(rest.filter((pair): pair is [string, string] => pair[1] !== undefined))
}

function fieldShape(field: EventField): z.ZodType {
  switch (field.type) {
    case 'text':
      return Text
    case 'date':
      return IsoDate
    case 'indicator':
      return Key
    case 'choice':
      return z.enum(field.values)
    case 'flag':
      return z.union([z.enum(['true', 'false']), z.boolean()]).transform(String)
    case 'number':
      return DecimalString.refine(
        (text) => (field.min === undefined || compare(text, field.min) >= 0) && (field.max === undefined || compare(text, field.max) <= 0),
        `应在 ${field.min ?? '负无穷'} 与 ${field.max ?? '正无穷'} 之间`,
      )
  }
}
