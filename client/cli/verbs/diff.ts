import type { Command } from 'commander'
import type { PackChange } from '../../../scoring/index.ts'
import { answering, type Answer } from '../answer.ts'
import { short } from '../effects.ts'
import { table } from '../table.ts'
import { verb } from '../verb.ts'
import { DIFF } from '../comparison-words.ts'
import { ARGUMENTS, VERBS } from '../words.ts'

/** What differs between two packs. `amends`: the second says that it amends the first. */
export type Compared = {
  before: { pack: string; name: string; hash: string }
  after: { pack: string; name: string; hash: string }
  amends: boolean
  changes: PackChange[]
}

/** Compares two packs. @throws Refusal when one cannot be read */
export async function comparePacks(first: string, second: string): Promise<Compared> {
  const [{ readPack }, { packChanges }] = await Promise.all([import('../../packs.ts'), import('../../../scoring/index.ts')])
  const [before, after] = [readPack(first).pack, readPack(second).pack]
  const head = ({ pack, hash }: typeof before) => ({ pack: pack.key, name: pack.name, hash })
  return { before: head(before), after: head(after), amends: after.pack.previous === before.hash, changes: packChanges(before, after) }
}

async function answer(first: string, second: string): Promise<Answer> {
  const compared = await comparePacks(first, second)
  return { json: compared, text: () => textOf(compared) }
}

function textOf({ before, after, amends, changes }: Compared): string {
  const shown = (value: unknown): string => (value === null ? '' : short(value, DIFF.most))
  const rows = changes.map((one) => [one.file, one.path, one.article, DIFF.kinds[one.kind], shown(one.before), shown(one.after)])
  const heads = [before, after].map(({ name, pack, hash }) => `${name}（${pack}，${hash.slice(0, 12)}）`)
  const relation = before.hash === after.hash ? DIFF.same : amends ? DIFF.amends : DIFF.apart
  const sums = Object.entries(Object.groupBy(changes, ({ kind }) => kind)).map(
    ([kind, all]) => `${DIFF.kinds[kind as PackChange['kind']]} ${all.length}`,
  )
  const end = changes.length === 0 ? DIFF.none : DIFF.sum(changes.length, sums.join('，'))
  return [`${heads.join(' → ')}。${relation}`, ...(rows.length === 0 ? [] : [table(DIFF.columns, rows)]), end].join('\n\n')
}

/** Adds it to the command line. */
export function registerDiff(program: Command): void {
  verb(program, 'diff', VERBS.diff).argument('<before>', ARGUMENTS.before).argument('<after>', ARGUMENTS.after).action(answering(answer))
}
