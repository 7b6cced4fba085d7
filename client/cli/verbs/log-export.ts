import fs from 'node:fs'
import path from 'node:path'
import type { Command } from 'commander'
import type { Database } from '../../../records/database.ts'
import type { LogLine } from '../../../records/log.ts'
import { Refusal } from '../../../records/refusal.ts'
import { answering, type Answer } from '../answer.ts'
import { verb } from '../verb.ts'
import { ARGUMENTS, VERBS } from '../words.ts'

/** The whole log of a cycle, what was written a moment ago included. @throws Refusal `not-found` */
export async function logOf(database: Database, cycle: string): Promise<LogLine[]> {
  const { chainEntries, exportLog } = await import('../../../records/log.ts')
  const known = await database.selectFrom('cycle').select('id').where('id', '=', cycle).executeTakeFirst()
  if (!known) throw new Refusal('not-found', `没有名为 \`${cycle}\` 的周期，也没有这个名称的文件；用 cycle list 查看现有周期。`)
  while ((await chainEntries(database)) > 0);
  return exportLog(database, cycle)
}

async function answer(cycle: string, file: string | undefined): Promise<Answer> {
  const folder = path.dirname(path.resolve(file ?? ''))
  if (file !== undefined && !fs.existsSync(folder)) throw new Refusal('bad-input', `没有文件夹 \`${folder}\`，日志不能写入其中；请先建立。`)
  const { withRows } = await import('../session.ts')
  const lines = await withRows(({ database }) => logOf(database, cycle))
  const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('')
  if (file !== undefined) fs.writeFileSync(file, text)
  const head = lines.at(-1)?.hash ?? null
  return {
    json: { cycle, entries: lines.length, head, ...(file === undefined ? { lines } : { file }) },
    text: file === undefined ? text : `已导出 ${lines.length} 条，末尾校验值 ${head ?? '无'}。`,
  }
}

/** Adds it to the command line. */
export function registerLogExport(log: Command): void {
  verb(log, 'export', VERBS.logExport).argument('<cycle>', ARGUMENTS.cycle).argument('[file]', ARGUMENTS.file).action(answering(answer))
}
