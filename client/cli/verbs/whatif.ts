import type { Command } from 'commander'
import { Refusal } from '../../../records/refusal.ts'
import type { AmountChange, Effect, Finding, Pack, Setting, WhatIf } from '../../../scoring/index.ts'
import { answering, type Answer } from '../answer.ts'
import { effectsText } from '../effects.ts'
import { factsFile } from '../facts-file.ts'
import { UsageError } from '../failure.ts'
import { verb } from '../verb.ts'
import { ARGUMENTS, OPTIONS, VERBS } from '../words.ts'

/** What would be otherwise, unit by unit, the gravest first. `unchanged` are units whose result, standing and every step of the trace are equal. */
export type Supposed = {
  pack: string
  hash: { before: string; after: string }
  resultHash: { before: string; after: string }
  set: { path: string; before: unknown; after: unknown }[]
  effects: (Effect & { name: string })[]
  amounts: AmountChange[]
  unchanged: string[]
  added: string[]
  removed: string[]
  findings: Finding[]
}

/** Computes a pack and a facts file as they are and with the settings; nothing is written. @throws Refusal `bad-input` */
export async function suppose(where: string, file: string, settings: readonly Setting[]): Promise<{ pack: Pack; supposed: Supposed }> {
  const [{ whatIf, amountTotals }, { problemLines }] = await Promise.all([import('../../../scoring/index.ts'), import('../../packs.ts')])
  const { pack, facts } = await factsFile(where, file)
  const found = whatIf(pack, facts, settings)
  if (!found.ok) {
    const lines = problemLines(found.problems.map((problem) => (problem.file === 'facts' ? { ...problem, file } : problem)))
    throw new Refusal('bad-input', `改动有 ${found.problems.length} 处不能成立，未予计算。`, lines)
  }
  return { pack: found.pack, supposed: shown(pack, found, amountTotals(found.effects)) }
}

function shown(
  pack: Pack,
  { placed, before, after, difference, effects, findings, ...changed }: WhatIf,
  amounts: AmountChange[],
): Supposed {
  const names = new Map(changed.pack.roster.units.map(({ key, name }) => [key, name]))
  const { unchanged, added, removed } = difference
  return {
    pack: pack.pack.key,
    hash: { before: pack.hash, after: changed.pack.hash },
    resultHash: { before: before.resultHash, after: after.resultHash },
    set: placed.map((one) => ({ path: one.path, before: one.before, after: one.after })),
    effects: effects.map((effect) => ({ ...effect, name: names.get(effect.unit) ?? effect.unit })),
    amounts,
    unchanged,
    added,
    removed,
    findings,
  }
}

async function answer(where: string, file: string, { set }: { set: string[] }): Promise<Answer> {
  const { pack, supposed } = await suppose(where, file, set.map(settingOf))
  return { json: supposed, text: () => effectsText(pack, supposed) }
}

/** @throws UsageError unless it is written `path=value` */
export function settingOf(text: string): Setting {
  const at = text.indexOf('=')
  if (at <= 0) throw new UsageError(`--set 应写作 路径=取值，实为 \`${text}\`。`)
  return { path: text.slice(0, at).trim(), value: text.slice(at + 1).trim() }
}

/** Adds it to the command line. */
export function registerWhatif(program: Command): void {
  verb(program, 'whatif', VERBS.whatif)
    .argument('<pack>', ARGUMENTS.pack)
    .argument('<facts>', ARGUMENTS.facts)
    .requiredOption('--set <path=value...>', OPTIONS.set)
    .action(answering(answer))
}
