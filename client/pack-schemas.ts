import { z } from 'zod'
import { nodeShape } from '../scoring/grammar/shape.ts'
import { Case } from '../scoring/pack/case-file.ts'
import { packFiles } from '../scoring/pack/files.ts'
import { Moment, PlanFile, PlanStep } from '../scoring/pack/plan.ts'
import { DecimalString, Key, Source } from '../scoring/pack/scalars.ts'
import { RehearsalFile } from './rehearsal/incidents/file.ts'

/** JSON Schema, draft 7: what editors of YAML understand. */
export type JsonSchema = { [keyword: string]: unknown }

const instances = PlanFile.shape.steps.element.shape.instances.unwrap()
/** A step that stands for several: each instance brings its own name and dates. */
const repeated = (PlanStep.options as readonly z.ZodObject[]).map((step) =>
  step.partial({ name: true, opens: true, due: true }).extend({ instances }),
)
const steps = z.array(z.union([...PlanStep.options, ...repeated])).min(1)

/** The shapes of a pack's files, with the names of their schemas; `cases` is for each file of `cases/`. */
const FILES = {
  ...packFiles,
  plan: z.strictObject({ steps }),
  rehearsal: RehearsalFile,
  cases: z.array(Case),
}
/** The name of a schema: `scoring` for scoring.yaml. */
export type SchemaName = keyof typeof FILES

/** Shapes that are written once in a schema and referred to. */
const named = z.registry<{ id: string }>()
named.add(nodeShape, { id: 'node' })
named.add(Key, { id: 'key' })
named.add(Source, { id: 'source' })
named.add(DecimalString, { id: 'decimal' })
named.add(Moment, { id: 'moment' })
named.add(instances, { id: 'instances' })

/**
 * The JSON Schemas of the files of a pack, by name. They say less than reading does: that names exist, that types fit and that a
 * day is in the calendar is checked by lint alone.
 */
export function packSchemas(): { [name in SchemaName]: JsonSchema } {
  const schemas = Object.entries(FILES).map(([name, shape]) => {
    const schema = z.toJSONSchema(shape, { io: 'input', target: 'draft-7', metadata: named, override: asWritten })
    return [name, { title: name === 'cases' ? 'cases/*.yaml' : `${name}.yaml`, ...schema }]
  })
  return Object.fromEntries(schemas) as { [name in SchemaName]: JsonSchema }
}

type Override = { zodSchema: unknown; jsonSchema: JsonSchema }

/** A node may be written short: a bare decimal for a value, `{ rule: x }` for a reference. */
function asWritten({ zodSchema, jsonSchema }: Override): void {
  if (zodSchema !== nodeShape) return
  const operators = jsonSchema['oneOf'] as { properties: { op: { const: string } }; required: string[] }[]
  const rule = operators.find(({ properties }) => properties.op.const === 'rule')!
  const { op: _, ...properties } = rule.properties
  const reference = { ...rule, properties, required: rule.required.filter((name) => name !== 'op') }
  delete jsonSchema['oneOf']
  jsonSchema['anyOf'] = [{ $ref: '#/definitions/decimal' }, reference, { oneOf: operators }]
}
