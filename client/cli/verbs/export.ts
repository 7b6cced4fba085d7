import type { Command } from 'commander'
import { Refusal } from '../../../records/refusal.ts'
import { answering, type Answer } from '../answer.ts'
import { verb } from '../verb.ts'
import { ARGUMENTS, VERBS } from '../words.ts'

/** Writes a facts file as a workbook. @returns how many units have facts @throws Refusal `bad-input` */
export async function exportFacts(where: string, file: string, workbook: string): Promise<{ pack: string; hash: string; units: number }> {
  if (!/\.xlsx$/i.test(workbook)) throw new Refusal('bad-input', `写入的文件应以 .xlsx 结尾，实为 \`${workbook}\`。`)
  const [{ factsWorkbook }, { factsFile }, { writeWhole }] = await Promise.all([
    import('../../excel/facts-workbook.ts'),
    import('../facts-file.ts'),
    import('../../whole-file.ts'),
  ])
  const { pack, facts } = await factsFile(where, file)
  writeWhole(workbook, await factsWorkbook(pack, facts))
  return { pack: pack.pack.key, hash: pack.hash, units: Object.values(facts.units).filter((unit) => Object.keys(unit).length > 0).length }
}

async function answer(where: string, file: string, workbook: string): Promise<Answer> {
  const exported = await exportFacts(where, file, workbook)
  return { json: { ...exported, file: workbook }, text: `已将 ${exported.units} 个单位的事实写入 ${workbook}。` }
}

/** Adds it to the command line. */
export function registerExport(program: Command): void {
  verb(program, 'export', VERBS.export)
    .argument('<pack>', ARGUMENTS.pack)
    .argument('<facts>', ARGUMENTS.facts)
    .argument('<workbook>', ARGUMENTS.newWorkbook)
    .action(answering(answer))
}
