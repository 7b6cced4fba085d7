import path from 'node:path'
import type { Command } from 'commander'
import type { CaseReport, Finding } from '../../../scoring/index.ts'
import { answering, type Answer } from '../answer.ts'
import { failureOf, type Failure } from '../failure.ts'
import { verb } from '../verb.ts'
import { ARGUMENTS, LINT, OPTIONS, VERBS } from '../words.ts'

export type Linted = { pack: string; hash: string; folder: string; findings: Finding[]; cases: { passed: number; failed: CaseReport[] } }

/** Checks a pack against itself, its regulation and its own worked examples. @throws Refusal when it cannot be read */
export async function lintPack(where: string): Promise<Linted> {
  const [{ readPack }, { lint, runCases }] = await Promise.all([import('../../packs.ts'), import('../../../scoring/index.ts')])
  const { pack, folder, locate } = readPack(where)
  const cases = runCases(pack)
  const failed = cases.filter((each) => !each.passed)
  return {
    pack: pack.pack.key,
    hash: pack.hash,
    folder,
    findings: lint(pack, locate),
    cases: { passed: cases.length - failed.length, failed },
  }
}

async function answer(where: string): Promise<Answer> {
  const linted = await lintPack(where)
  const hasErrors = linted.findings.some((each) => each.severity === 'error') || linted.cases.failed.length > 0
  return { json: linted, text: () => textOf(linted), status: hasErrors ? 1 : 0 }
}

function textOf({ pack, hash, folder, findings, cases }: Linted): string {
  const near = path.relative(process.cwd(), folder)
  const lines = findings.map(({ severity, file, line, path: at, message, article, code }) => {
    const place = `${path.join(near, file)}${line > 0 ? `:${line}` : at}`
    return `${place} ${severity === 'error' ? '错误' : '提醒'} ${message}${article === '' ? '' : `（${article}）`} [${code}]`
  })
  const wrong = cases.failed.map((each) => `算例“${each.name}”应为 ${each.expected}，实为 ${each.found}（${each.article}）`)
  const errors = findings.filter((each) => each.severity === 'error').length
  const sums = `规则包 ${pack}（${hash.slice(0, 12)}）：错误 ${errors} 处，提醒 ${findings.length - errors} 处；算例 ${cases.passed} 个通过，${cases.failed.length} 个不符。`
  return [...lines, ...wrong, sums].join('\n')
}

/** Lints a pack at once and after each save, until it is interrupted. What cannot be read meanwhile is a finding like any other. @throws Refusal `not-found` */
export async function watchPack(where: string, say: (linted: Linted | Failure) => void): Promise<void> {
  const [{ folderOf, PACK_FILES }, { folderChanges }, { interrupts }] = await Promise.all([
    import('../../packs.ts'),
    import('../../watch-folder.ts'),
    import('../../../worker/signals.ts'),
  ])
  const folder = folderOf(where)
  const { signal, release } = interrupts()
  try {
    for await (const _ of folderChanges(folder, PACK_FILES, signal)) {
      const linted = await lintPack(folder).catch(failureOf)
      if (linted) say(linted)
    }
  } finally {
    release()
  }
}

/** One line of JSON for each look, or its findings under the time. */
function sayAt(linted: Linted | Failure, asJson: boolean): void {
  const time = new Date().toTimeString().slice(0, 8)
  const failed = 'status' in linted ? { error: { code: linted.code, message: linted.message, details: linted.details } } : linted
  const text = 'status' in linted ? [linted.message, ...linted.details].join('\n') : textOf(linted)
  process.stdout.write(asJson ? `${JSON.stringify({ time, ...failed })}\n` : `${LINT.at(time)}\n${text}\n\n`)
}

const once = answering(answer)

/** Adds it to the command line. */
export function registerLint(program: Command): void {
  verb(program, 'lint', VERBS.lint)
    .argument('<pack>', ARGUMENTS.pack)
    .option('--watch', OPTIONS.watch)
    .action(async (where: string, options: { watch?: boolean; json?: boolean }, command: Command) => {
      if (options.watch !== true) return once(where, options, command)
      if (options.json !== true) process.stderr.write(`${LINT.watching}\n`)
      return watchPack(where, (linted) => sayAt(linted, options.json === true))
    })
}
