import type { Command } from 'commander'
import type { CycleView } from '../../views/shapes/cycle.ts'
import type { StepView } from '../../views/shapes/step.ts'
import { answering, type Answer } from '../answer.ts'
import { verb } from '../verb.ts'
import { table, type Column } from '../table.ts'
import { ARGUMENTS, VERBS } from '../words.ts'
import { stateWord } from '../../state-words.ts'
import { STATUS } from '../words/people.ts'
import { DATES } from '../words/dates.ts'

async function answer(cycle: string): Promise<Answer> {
  const [{ withRows }, { cycleView }] = await Promise.all([import('../session.ts'), import('../../views/cycle.ts')])
  const view = await withRows(({ database }) => cycleView(database, cycle))
  return { json: view, text: () => statusText(view) }
}

const COUNTS: Column[] = ['待办', '按时', '逾期', '失效'].map((name) => ({ name, align: 'right' }))

/** A year step by step, with its counts, and whom each open step waits for. */
export function statusText(view: CycleView): string {
  const head = `${view.name}（${view.id}，${stateWord(view.kind)}，${stateWord(view.state)}）周期时间 ${view.clock}，${view.units} 个单位`
  const rows = view.steps.map((step) => [stateWord(step.state), step.key, step.name, step.due?.text ?? null, ...countsOf(step)])
  const waits = view.steps
    .filter((step) => step.state === 'open' || step.waiting?.startsWith('不能继续'))
    .map((step) => `  ${step.name}：${step.waiting ?? ''}`)
  const { received, filed, granted, refused, waived } = view.appeals
  const appeals = `复核：已签收 ${received}，申请 ${filed}，准予 ${granted}，不予支持 ${refused}，放弃 ${waived}`
  const steps = table(['状态', '环节', '名称', '期限', ...COUNTS], rows)
  const incidents = view.incidents.length > 0 ? ['', STATUS.incidents, ...view.incidents.map(({ sentence }) => `  ${sentence}`)] : []
  const paused = view.paused === null ? [] : ['', DATES.standing(view.paused)]
  return [head, ...paused, '', steps, '', '【正在等】', ...(waits.length > 0 ? waits : ['  无']), ...incidents, '', appeals].join('\n')
}

const countsOf = ({ tasks: { open, inTime, late, lapsed } }: StepView): number[] => [open, inTime, late, lapsed]

/** Adds it to the command line. */
export function registerCycleStatus(cycle: Command): void {
  verb(cycle, 'status', VERBS.cycleStatus).argument('<cycle>', ARGUMENTS.cycle).action(answering(answer))
}
