import type { Command } from 'commander'
import { answering, type Answer } from '../answer.ts'
import { verb } from '../verb.ts'
import { ARGUMENTS, VERBS } from '../words.ts'

/** An empty facts file for a pack, as YAML. @throws Refusal */
export async function template(where: string): Promise<string> {
  const [{ readPack }, { factsTemplate }] = await Promise.all([import('../../packs.ts'), import('../../../scoring/index.ts')])
  return factsTemplate(readPack(where).pack)
}

async function answer(where: string): Promise<Answer> {
  const text = await template(where)
  return { json: { pack: where, template: text }, text }
}

/** Adds it to the command line. */
export function registerTemplate(program: Command): void {
  verb(program, 'template', VERBS.template).argument('<pack>', ARGUMENTS.pack).action(answering(answer))
}
