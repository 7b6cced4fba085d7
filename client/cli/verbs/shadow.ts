import type { Command } from 'commander'
import type { Moved, Pack, Shadow } from '../../../scoring/index.ts'
import { answering, type Answer } from '../answer.ts'
import { gradeLabel } from '../effects.ts'
import { factsFile } from '../facts-file.ts'
import { shadowText } from '../shadow.ts'
import { verb } from '../verb.ts'
import { ARGUMENTS, VERBS } from '../words.ts'

/** Last year's facts under this year's rules. `grades` are the units whose grade is another, by label; `moved` all units with both scores, by the move of their rank. */
export type Shadowed = Omit<Shadow, 'before' | 'after' | 'moved'> & {
  before: { pack: string; hash: string; resultHash: string }
  after: { pack: string; hash: string; resultHash: string }
  grades: { unit: string; name: string; before: string | null; after: string | null }[]
  moved: (Moved & { name: string })[]
}

/** Computes a facts file of last year under both packs. @throws Refusal `not-found`, `bad-input` */
export async function shadowed(lastPack: string, file: string, thisPack: string): Promise<{ present: Pack; found: Shadowed }> {
  const [{ shadow }, { readPack }] = await Promise.all([import('../../../scoring/index.ts'), import('../../packs.ts')])
  const { pack: last, facts } = await factsFile(lastPack, file)
  const present = readPack(thisPack).pack
  const { before, after, moved, ...found } = shadow(last, facts, present)
  const names = new Map(present.roster.units.map(({ key, name }) => [key, name]))
  const named = moved.map((one) => ({ ...one, name: names.get(one.unit) ?? one.unit }))
  const labelled = (pack: Pack, key: string | null): string | null => (key === null ? null : gradeLabel(pack, key))
  const grades = named
    .map(({ unit, name, grade }) => ({ unit, name, before: labelled(last, grade.before), after: labelled(present, grade.after) }))
    .filter((one) => one.before !== one.after)
  const head = ({ pack, hash }: Pack, { resultHash }: { resultHash: string }) => ({ pack: pack.key, hash, resultHash })
  return { present, found: { ...found, before: head(last, before), after: head(present, after), grades, moved: named } }
}

async function answer(lastPack: string, file: string, thisPack: string): Promise<Answer> {
  const { present, found } = await shadowed(lastPack, file, thisPack)
  return { json: found, text: () => shadowText(present, found) }
}

/** Adds it to the command line. */
export function registerShadow(program: Command): void {
  verb(program, 'shadow', VERBS.shadow)
    .argument('<last-pack>', ARGUMENTS.lastPack)
    .argument('<facts>', ARGUMENTS.lastFacts)
    .argument('<this-pack>', ARGUMENTS.thisPack)
    .action(answering(answer))
}
