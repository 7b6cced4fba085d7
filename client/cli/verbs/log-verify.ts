import fs from 'node:fs'
import type { Command } from 'commander'
import type { LogLine, LogVerdict } from '../../../records/log.ts'
import { Refusal } from '../../../records/refusal.ts'
import { answering, type Answer } from '../answer.ts'
import { verb } from '../verb.ts'
import { ARGUMENTS, OPTIONS, VERBS } from '../words.ts'
import { logOf } from './log-export.ts'

/** The lines of an exported log; also those of `log export --json`. @throws Refusal `bad-input` */
export function parseLog(file: string, text: string): LogLine[] {
  try {
    const whole = text.trimStart().startsWith('{\n') ? (JSON.parse(text) as { lines?: LogLine[] }) : undefined
    if (whole) return whole.lines ?? []
    return text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [JSON.parse(line) as LogLine]))
  } catch (error) {
    throw new Refusal('bad-input', `${file} 应为 log export 导出的文件，实为：${error instanceof Error ? error.message : String(error)}。`)
  }
}

async function answer(what: string, { head }: { head?: string }): Promise<Answer> {
  const { verifyLog } = await import('../../../records/log.ts')
  const lines = fs.existsSync(what) ? parseLog(what, fs.readFileSync(what, 'utf8')) : await stored(what)
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
