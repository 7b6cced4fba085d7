import { Option, type Command } from 'commander'
import type { Margin, Pack } from '../../../scoring/index.ts'
import { answering, type Answer } from '../answer.ts'
import { factsFile } from '../facts-file.ts'
import { UsageError } from '../failure.ts'
import { marginsText } from '../margins.ts'
import { verb } from '../verb.ts'
import { ARGUMENTS, OPTIONS, VERBS } from '../words.ts'

/** Units near a line, the nearest first. `provisional` are classes that are not complete and so have no lines yet. */
export type Near = { pack: string; hash: string; within: string; margins: (Margin & { name: string })[]; provisional: string[] }

/** The units of a facts file that are no further than `within` points from a line. @throws Refusal `bad-input` */
export async function nearLines(where: string, file: string, within: string): Promise<{ pack: Pack; near: Near }> {
  const { margins } = await import('../../../scoring/index.ts')
  const { pack, facts } = await factsFile(where, file)
  const found = margins(pack, facts, within)
  const names = new Map(pack.roster.units.map(({ key, name }) => [key, name]))
  const named = found.margins.map((margin) => ({ ...margin, name: names.get(margin.unit) ?? margin.unit }))
  return { pack, near: { pack: pack.pack.key, hash: pack.hash, within, margins: named, provisional: found.provisional } }
}

async function answer(where: string, file: string, { within }: { within: string }): Promise<Answer> {
  if (!/^\d{1,6}(\.\d{1,6})?$/.test(within)) throw new UsageError(`--within 应为不小于零的十进制数，如 0.5，实为 \`${within}\`。`)
  const { pack, near } = await nearLines(where, file, within)
  return { json: near, text: () => marginsText(pack, near) }
}

/** Adds it to the command line. */
export function registerMargins(program: Command): void {
  verb(program, 'margins', VERBS.margins)
    .argument('<pack>', ARGUMENTS.pack)
    .argument('<facts>', ARGUMENTS.facts)
    .addOption(new Option('--within <points>', OPTIONS.within).default('0.5'))
    .action(answering(answer))
}
