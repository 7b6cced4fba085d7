import type { Command } from 'commander'
import type { SubmitInput } from '../../verbs/submit.ts'
import { actOnCycle, actOnTask, withPost } from '../acting.ts'
import { answering, type Answer } from '../answer.ts'
import { UsageError } from '../failure.ts'
import { verb } from '../verb.ts'
import { ARGUMENTS, OPTIONS, VERBS } from '../words.ts'
import { EVIDENCE, SUPERVISION_OPTIONS } from '../words/supervision.ts'

type Options = { as: string; evidence?: string[]; evidenceFrom?: string[]; bind?: string[]; cycle?: string; step?: string }
/** What the command line means: a task, or a window of a cycle. */
export type Target = { task: string; content: string } | { cycle: string; step: string; content: string }

/** @throws UsageError when it names neither, or both */
export function targetOf(first: string, second: string | undefined, { cycle, step }: Pick<Options, 'cycle' | 'step'>): Target {
  if (cycle === undefined && step === undefined) {
    if (second === undefined)
      throw new UsageError('缺少内容文件：submit <任务编号> <内容文件>；窗口期环节为 submit <内容文件> --cycle <周期> --step <环节>。')
    return { task: first, content: second }
  }
  if (cycle === undefined || step === undefined) throw new UsageError('窗口期环节应同时给出 --cycle 和 --step。')
  if (second !== undefined) throw new UsageError('给出 --cycle 和 --step 时，只应有内容文件一个参数，不应有任务编号。')
  return { cycle, step, content: first }
}

/** `台账.pdf=1,3`: a file of the submission, and the indicators that it proves. @throws UsageError */
export function bindingOf(text: string): { file: string; indicators: string[] } {
  const at = text.lastIndexOf('=')
  if (at < 1 || at === text.length - 1) throw new UsageError(EVIDENCE.notBinding(text))
  return { file: text.slice(0, at), indicators: text.slice(at + 1).split(',') }
}

async function answer(first: string, second: string | undefined, options: Options): Promise<Answer> {
  const target = targetOf(first, second, options)
  const [{ submit }, { readContent, readEvidence }, { beijingText }] = await Promise.all([
    import('../../verbs/submit.ts'),
    import('../input.ts'),
    import('../../views/beijing.ts'),
  ])
  const input = {
    content: await readContent(target.content),
    evidence: readEvidence(options.evidence ?? []),
    cite: options.evidenceFrom ?? [],
    bind: (options.bind ?? []).map(bindingOf),
  }
  const words = ({ submission, at }: Awaited<ReturnType<typeof submit>>) =>
    `已接收，报送编号 ${submission}，时间 ${beijingText(at)}（北京时间）。`
  if ('task' in target)
    return actOnTask(target.task, options.as, (call) => submit(call, { ...input, task: target.task } satisfies SubmitInput), words)
  return actOnCycle(target.cycle, options.as, (call) => submit(call, { ...input, step: target.step } satisfies SubmitInput), words)
}

/** Adds it to the command line. */
export function registerSubmit(program: Command): void {
  withPost(verb(program, 'submit', VERBS.submit))
    .argument('<task>', ARGUMENTS.task)
    .argument('[content]', ARGUMENTS.content)
    .option('--evidence <file...>', OPTIONS.evidence)
    .option('--evidence-from <file...>', SUPERVISION_OPTIONS.evidenceFrom)
    .option('--bind <binding...>', SUPERVISION_OPTIONS.bind)
    .option('--cycle <cycle>', OPTIONS.cycle)
    .option('--step <step>', OPTIONS.window)
    .action(answering(answer))
}
