import type { Command } from 'commander'
import { Refusal } from '../../../records/refusal.ts'
import type { Reorganisation, Trace } from '../../../scoring/index.ts'
import { answering, type Answer } from '../answer.ts'
import { verb } from '../verb.ts'
import { ARGUMENTS, OPTIONS, VERBS } from '../words.ts'

export type Verdict = {
  subject: string
  phase: Trace['phase']
  lines: number
  holds: boolean
  problems: { path: string; message: string }[]
}

/** Re-checks every trace in a JSON text, by the pack given or the one of this hash. @throws Refusal `bad-input`, `not-found` */
export async function verifyText(text: string, where?: string): Promise<Verdict[]> {
  const [{ packByHash, packFrom }, { reorganised, verify }] = await Promise.all([
    import('../../packs.ts'),
    import('../../../scoring/index.ts'),
  ])
  const given = parsed(text)
  const traces = tracesIn(given)
  if (traces.length === 0) throw new Refusal('bad-input', '文件中应有计分依据（score --trace --json 的输出，或其中一个 trace），实际没有。')
  const { reorganisations = [] } = given as { reorganisations?: Reorganisation[] }
  const pack = reorganised(where === undefined ? packByHash(traces[0]!.pack) : packFrom(where), reorganisations)
  return traces.map((trace) => {
    const problems = verify(pack, trace).map(({ path, message }) => ({ path, message }))
    return { subject: trace.subject, phase: trace.phase, lines: trace.steps.length, holds: problems.length === 0, problems }
  })
}

/** Traces wherever they stand in an answer: one alone, in a list, or beside the results that they belong to. */
export function tracesIn(value: unknown): Trace[] {
  if (value === null || typeof value !== 'object') return []
  if (isTrace(value)) return [value]
  return Object.values(value).flatMap(tracesIn)
}

const isTrace = (value: object): value is Trace =>
  'seal' in value && 'steps' in value && Array.isArray(value.steps) && 'pack' in value && 'subject' in value

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new Refusal('bad-input', `计分依据应为合法的 JSON，实为：${error instanceof Error ? error.message : String(error)}。`)
  }
}

async function answer(file: string, options: { pack?: string }): Promise<Answer> {
  const { readText } = await import('../input.ts')
  const verdicts = await verifyText(await readText(file), options.pack)
  const holds = verdicts.every((each) => each.holds)
  return { json: { holds, verdicts }, text: () => verdicts.map(verdictText).join('\n'), status: holds ? 0 : 1 }
}

function verdictText({ subject, lines, holds, problems }: Verdict): string {
  if (holds) return `${subject}：${lines} 行逐行复验相符。`
  return [`${subject}：${problems.length} 处不符。`, ...problems.map(({ path, message }) => `  ${path} ${message}`)].join('\n')
}

/** Adds it to the command line. */
export function registerVerify(program: Command): void {
  verb(program, 'verify', VERBS.verify).argument('<trace>', ARGUMENTS.trace).option('--pack <pack>', OPTIONS.pack).action(answering(answer))
}
