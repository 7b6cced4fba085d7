import fs from 'node:fs'
import type { Command } from 'commander'
import { Refusal } from '../../../records/refusal.ts'
import type { Facts, Pack } from '../../../scoring/index.ts'
import type { FactChange } from '../../excel/changes.ts'
import { answering, type Answer } from '../answer.ts'
import { verb } from '../verb.ts'
import { ARGUMENTS, IMPORT, OPTIONS, VERBS } from '../words.ts'

export type Imported = { pack: string; hash: string; file: string | null; written: boolean; changes: FactChange[]; facts: string }

/**
 * Facts of a workbook as a facts file, all or nothing; compared with the file that is there already.
 * @throws Refusal `bad-input` with a line for every cell that is wrong, or where `file` holds something else
 */
export async function importFacts(where: string, workbook: string, file: string | undefined, dryRun: boolean): Promise<Imported> {
  const [{ readPack }, { readBytes }, { readFactsWorkbook }, { factChanges }, { factsText }, { writeWhole }] = await Promise.all([
    import('../../packs.ts'),
    import('../../text-file.ts'),
    import('../../excel/facts-workbook.ts'),
    import('../../excel/changes.ts'),
    import('../../../scoring/index.ts'),
    import('../../whole-file.ts'),
  ])
  const { pack } = readPack(where)
  const facts = await readFactsWorkbook(pack, readBytes(workbook), workbook)
  const before = file !== undefined && fs.existsSync(file) ? await target(pack, file) : { pack: facts.pack, units: {} }
  const text = factsText(facts)
  const written = file !== undefined && !dryRun
  if (written) writeWhole(file, text)
  const units = pack.roster.units.map(({ key }) => key)
  const changes = factChanges(units, before, facts)
  return { pack: pack.pack.key, hash: pack.hash, file: file ?? null, written, changes, facts: text }
}

/** A file that is no facts file of this pack may be anybody's. */
async function target(pack: Pack, file: string): Promise<Facts> {
  const { factsFor } = await import('../facts-file.ts')
  try {
    return await factsFor(pack, file)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    throw new Refusal('bad-input', IMPORT.foreign(file), error.details)
  }
}

async function answer(where: string, workbook: string, file: string | undefined, options: { dryRun?: boolean }): Promise<Answer> {
  const imported = await importFacts(where, workbook, file, options.dryRun === true)
  const { facts, ...rest } = imported
  const printed = file === undefined && options.dryRun !== true
  return { json: printed ? imported : rest, text: () => (printed ? facts : textOf(imported)) }
}

function textOf({ file, written, changes }: Imported): string {
  const lines = changes.map(({ unit, fact, before, after }) => {
    const which = `${unit ?? IMPORT.parameter} ${fact}`
    if (before === null) return `${IMPORT.added} ${which}：${after}`
    return after === null ? `${IMPORT.removed} ${which}：${before}` : `${IMPORT.changed} ${which}：${before} → ${after}`
  })
  const count = (is: (change: FactChange) => boolean): number => changes.filter(is).length
  const added = count(({ before }) => before === null)
  const removed = count(({ after }) => after === null)
  return [...lines, IMPORT.sum(added, changes.length - added - removed, removed), IMPORT.end(written, file)].join('\n')
}

/** Adds it to the command line. */
export function registerImport(program: Command): void {
  verb(program, 'import', VERBS.import)
    .argument('<pack>', ARGUMENTS.pack)
    .argument('<workbook>', ARGUMENTS.workbook)
    .argument('[facts]', ARGUMENTS.newFacts)
    .option('--dry-run', OPTIONS.dryRun)
    .action(answering(answer))
}
