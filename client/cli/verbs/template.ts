import type { Command } from 'commander'
import { answering, type Answer } from '../answer.ts'
import { verb } from '../verb.ts'
import { SAMPLE } from '../comparison-words.ts'
import { ARGUMENTS, OPTIONS, VERBS } from '../words.ts'

/** An empty facts file for a pack, as YAML; with a seed one that is filled with made-up facts and says so. @throws Refusal */
export async function template(where: string, seed?: string): Promise<string> {
  const [{ readPack }, { factsTemplate, factsText, sampleFacts }] = await Promise.all([
    import('../../packs.ts'),
    import('../../../scoring/index.ts'),
  ])
  const { pack } = readPack(where)
  return seed === undefined ? factsTemplate(pack) : factsText(sampleFacts(pack, seed), SAMPLE(pack.pack.name, seed))
}

async function answer(where: string, { sample }: { sample?: string }): Promise<Answer> {
  const text = await template(where, sample)
  return { json: { pack: where, madeUp: sample !== undefined, template: text }, text }
}

/** Adds it to the command line. */
export function registerTemplate(program: Command): void {
  verb(program, 'template', VERBS.template)
    .argument('<pack>', ARGUMENTS.pack)
    .option('--sample <seed>', OPTIONS.sample)
    .action(answering(answer))
}
