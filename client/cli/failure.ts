import { CommanderError } from 'commander'
import { Refusal } from '../../records/refusal.ts'

/** Something that went wrong, for programs and for people. Status 1: turned down or failed; 2: the command line itself is wrong; 130: interrupted. */
export type Failure = { status: 1 | 2 | 130; code: string; message: string; details: readonly string[] }

/** The command line cannot mean anything: too few arguments, options that contradict each other. */
export class UsageError extends Error {}

/** @returns null when nothing went wrong: help and version end by an exception too */
export function failureOf(error: unknown): Failure | null {
  if (error instanceof CommanderError)
    return error.exitCode === 0 ? null : { status: 2, code: 'usage', message: usageSentence(error), details: [] }
  if (error instanceof UsageError) return { status: 2, code: 'usage', message: error.message, details: [] }
  if (error instanceof Refusal) return { status: 1, code: error.code, message: error.message, details: error.details }
  if (!(error instanceof Error)) return { status: 1, code: 'failed', message: String(error), details: [] }
  if (error.name === 'AbortError' && error.cause instanceof Error) return failureOf(error.cause)
  const file = (error as NodeJS.ErrnoException).path
  if (file !== undefined)
    return { status: 1, code: 'bad-input', message: fileSentence((error as NodeJS.ErrnoException).code, file), details: [] }
  const code = CODES[error.name]
  const status = code === 'interrupted' ? 130 : 1
  return code === undefined
    ? { status, code: 'failed', message: error.message, details: [error.stack ?? ''] }
    : { status, code, message: error.message, details: [] }
}

/** Errors that carry a sentence for people already. */
const CODES: Record<string, string> = {
  CannotStart: 'cannot-start',
  ConfigError: 'bad-settings',
  CalendarError: 'bad-input',
  Interrupted: 'interrupted',
}

/** Prints a failure: the sentence on stderr, or the whole as JSON on stdout. */
export function printFailure({ code, message, details }: Failure, asJson: boolean): void {
  if (asJson) process.stdout.write(`${JSON.stringify({ error: { code, message, details } }, null, 2)}\n`)
  else process.stderr.write(`${[message, ...details.filter((line) => !message.includes(line)).map((line) => `  ${line}`)].join('\n')}\n`)
}

function fileSentence(code: string | undefined, file: string): string {
  if (code === 'ENOENT') return `没有文件 \`${file}\`。`
  if (code === 'EISDIR') return `\`${file}\` 应为文件，实为文件夹。`
  if (code === 'EACCES' || code === 'EPERM') return `没有权限读写 \`${file}\`。`
  if (code === 'ENOSPC') return `磁盘已满，无法写入 \`${file}\`。`
  return `无法读写 \`${file}\`：${code ?? '未知原因'}。`
}

const SENTENCES: Record<string, (named: string) => string> = {
  'commander.missingArgument': (name) => `缺少参数 \`${name}\``,
  'commander.optionMissingArgument': (flags) => `选项 \`${flags}\` 缺少取值`,
  'commander.missingMandatoryOptionValue': (flags) => `缺少选项 \`${flags}\``,
  'commander.unknownOption': (flag) => `没有选项 \`${flag}\``,
  'commander.unknownCommand': (name) => `没有命令 \`${name}\``,
  'commander.excessArguments': () => '参数过多',
  'commander.invalidArgument': (flags) => `\`${flags}\` 的取值不对`,
  'commander.help': () => '请指明子命令',
}

/** commander speaks English; what it names stands in single quotes. */
function usageSentence({ code, message }: CommanderError): string {
  const named = /'([^']*)'/.exec(message)?.[1] ?? ''
  const allowed = /Allowed choices are ([^.]+)\./.exec(message)?.[1]
  const sentence = SENTENCES[code]?.(named) ?? message.replace(/^error: /, '')
  return `${sentence}${allowed ? `，应为 ${allowed} 之一` : ''}。`
}
