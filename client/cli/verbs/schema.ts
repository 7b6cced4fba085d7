import fs from 'node:fs'
import path from 'node:path'
import type { Command } from 'commander'
import type { JsonSchema } from '../../pack-schemas.ts'
import { answering, type Answer } from '../answer.ts'
import { verb } from '../verb.ts'
import { ARGUMENTS, SCHEMA, VERBS } from '../words.ts'

/** The JSON Schemas of a pack's files by the names of their files, as text. */
export async function schemaFiles(): Promise<Map<string, string>> {
  const { packSchemas } = await import('../../pack-schemas.ts')
  const schemas: [string, JsonSchema][] = Object.entries(packSchemas())
  return new Map(schemas.map(([name, schema]) => [`${name}.json`, `${JSON.stringify(schema, null, 2)}\n`]))
}

async function answer(folder: string | undefined): Promise<Answer> {
  const files = await schemaFiles()
  if (folder === undefined) {
    const all = Object.fromEntries([...files].map(([file, text]) => [path.basename(file, '.json'), JSON.parse(text) as JsonSchema]))
    return { json: all, text: () => JSON.stringify(all, null, 2) }
  }
  const { writeWhole } = await import('../../whole-file.ts')
  if (!fs.existsSync(folder)) fs.mkdirSync(folder, { recursive: true })
  for (const [file, text] of files) writeWhole(path.join(folder, file), text)
  return { json: { folder, files: [...files.keys()] }, text: SCHEMA.written(files.size, folder) }
}

/** Adds it to the command line. */
export function registerSchema(program: Command): void {
  verb(program, 'schema', VERBS.schema).argument('[folder]', ARGUMENTS.schemaFolder).action(answering(answer))
}
