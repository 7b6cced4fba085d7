import fs from 'node:fs'
import type { Command } from 'commander'
import type { LogLine, LogVerdict } from '../../../records/log.ts'
import { Refusal } from '../../../records/refusal.ts'
import { answering, type Answer } from '../answer.ts'
import { verb } from '../verb.ts'
import { ARGUMENTS, OPTIONS, VERBS } from '../words.ts'
import { readTextFile } from '../../text-file.ts'
import { logOf } from './log-export.ts'

/** The lines of an exported log; also those of `log export --json`. @throws Refusal `bad-input` */
export function parseLog(file: string, text: string): LogLine[] {
  try {
    const whole = text.trimStart().startsWith('{\n') ? (JSON.parse(text) as { lines?: unknown[] }) : undefined
    const lines = whole
      ? (whole.lines ?? [])
      : text.split('\n').flatMap((line): unknown[] => (line.trim() === '' ? [] : [JSON.parse(line)]))
    return lines.map(asLine)
  } catch (error) {
    throw new Refusal('bad-input', `${file} 应为 log export 导出的文件，实为：${error instanceof Error ? error.message : String(error)}。`)
  }
}

/** The hash is taken over texts: a field of another kind could look alike when it is hashed, and yet be another. */
function asLine(line: unknown, index: number): LogLine {
  const fields = new Map(Object.entries(line ?? {}))
  const wrong =
    FIELDS.find((field) => typeof fields.get(field) !== (field === 'seq' ? 'number' : 'string')) ??
    [...fields.keys()].find((field) => !FIELDS.includes(field))
  if (wrong !== undefined) throw new Error(`第 ${index + 1} 条的 ${wrong} 不合格式`)
  return line as LogLine
}

const FIELDS = ['cycle', 'seq', 'entry', 'verb', 'subject', 'content', 'by', 'at', 'previous', 'hash']

async function answer(what: string, { head }: { head?: string }): Promise<Answer> {
  const { verifyLog } = await import('../../../records/log.ts')
  const lines = fs.existsSync(what) ? parseLog(what, readTextFile(what)) : await stored(what)
  if (lines.length === 0) throw new Refusal('bad-input', `${what} 中没有日志记录。`)
  const verdict = verifyLog(lines, head)
  return { json: verdict, text: words(verdict), status: verdict.ok ? 0 : 1 }
}

async function stored(cycle: string): Promise<LogLine[]> {
  const { withRows } = await import('../session.ts')
  return withRows(({ database }) => logOf(database, cycle))
}

const words = (verdict: LogVerdict): string =>
  verdict.ok ? `日志 ${verdict.entries} 条，逐条相符，末尾校验值 ${verdict.head}。` : verdict.sentence

/** Adds it to the command line. */
export function registerLogVerify(log: Command): void {
  verb(log, 'verify', VERBS.logVerify).argument('<log>', ARGUMENTS.log).option('--head <hash>', OPTIONS.head).action(answering(answer))
}
