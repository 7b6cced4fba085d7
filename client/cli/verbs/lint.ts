import path from 'node:path'
import type { Command } from 'commander'
import type { CaseReport, Finding } from '../../../scoring/index.ts'
import { answering, type Answer } from '../answer.ts'
import { verb } from '../verb.ts'
import { ARGUMENTS, VERBS } from '../words.ts'

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

/** Adds it to the command line. */
export function registerLint(program: Command): void {
  verb(program, 'lint', VERBS.lint).argument('<pack>', ARGUMENTS.pack).action(answering(answer))
}
