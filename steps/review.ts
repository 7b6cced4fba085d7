import { Refusal } from '../records/refusal.ts'
import { latestSubmissions, type SubmissionRow } from '../records/submission.ts'
import { openTasks, type NewTask, type TaskRow } from '../records/task.ts'
import { acceptedIndicators } from './accepted.ts'
import { askWarnings } from './asks.ts'
import { bookFaults } from './book-faults.ts'
import { Declaration, checkDeclaration, declarationStep } from './declaration.ts'
import { declarantOf } from './declarants.ts'
import type { KindRules, StepChange } from './rules.ts'
import { nameOf, officeOf } from './units.ts'
import { windowFrom } from './windows.ts'

/**
 * The office accepts or returns what each unit declared. A return opens a fresh window for the unit, whatever the step's own due
 * instant is; what comes back is put before the office again.
 */
export const review: KindRules<'review'> = {
  open: async (change) => {
    const submissions = await latestSubmissions(change.db, change.cycle, change.spec.of)
    const tasks = submissions.map((each) =>
      reviewTask(change, each, each.key ?? each.unit ?? '', { due: change.step.due_at ?? change.now }),
    )
    await openTasks(change, change.step.key, tasks)
  },
  content: () => Declaration,
  withdrawable: true,
  accept: async (change, submission, task) => {
    const unit = submission.unit ?? ''
    const declared = { pack: change.pack, spec: declarationStep(change.pack, change.spec.of), unit, body: task?.assignee_body ?? null }
    checkDeclaration(declared, submission.content as Declaration)
    const window = windowFrom(change, change.spec.freshWindow, '收到', change.step.due_at)
    await openTasks(change, change.step.key, [reviewTask(change, submission, `${task?.key ?? unit}/再审`, window)])
  },
  again: (change, task) => handInAgain(change, task, `${task.key}/撤回`),
  outcomes: ['accept', 'return'],
  needReason: ['return'],
  decide: async (change, task, { outcome }) => {
    if (outcome !== 'return') return requireWhole(change, task.unit ?? '')
    await openTasks(change, change.step.key, [handInAgain(change, task, `${task.key}/退回`)], 'returned')
  },
}

/** Whoever declared what was returned or withdrawn has a fresh window to declare it anew. */
function handInAgain(change: StepChange<'review'>, task: TaskRow, key: string): NewTask {
  const { pack, spec } = change
  const { unit } = task
  if (unit === null) throw new Refusal('conflict', `任务 ${task.id} 不针对任何单位，不能退回。`)
  const [what, event] = key.endsWith('退回') ? ['退回修改', '退回'] : ['撤回修改', '撤回']
  return {
    key,
    verb: 'submit',
    unit,
    assignee: declarantOf(task.key, declarationStep(pack, spec.of).actor),
    title: `${what}：${nameOf(pack, unit)}`,
    ...windowFrom(change, spec.freshWindow, event),
  }
}

/** Where several bodies declare for one unit, the last acceptance makes the task book whole: it is refused while keys clash or points do not add up. */
async function requireWhole(change: StepChange<'review'>, unit: string): Promise<void> {
  if (declarationStep(change.pack, change.spec.of).actor !== 'assessors') return
  const pending = await change.db
    .selectFrom('task')
    .select('id')
    .where('cycle', '=', change.cycle)
    .where('step', '=', change.step.key)
    .where('unit', '=', unit)
    .where('state', '=', 'open')
    .execute()
  if (pending.length > 0) return
  const faults = bookFaults(change.pack, unit, (await acceptedIndicators(change, change.spec.of)).get(unit) ?? [])
  if (faults.length > 0)
    throw new Refusal(
      'conflict',
      `${nameOf(change.pack, unit)} 各部门申报的指标合在一起不符合要求：${faults.slice(0, 5).join('；')}。请退回本份，改正后再审。`,
      faults,
    )
}

type Timing = Pick<NewTask, 'due' | 'counted'>

/** What somebody declared, before the office; what it should know of it stands in the title. */
function reviewTask(change: StepChange<'review'>, { id, unit, content }: SubmissionRow, key: string, { due, counted }: Timing): NewTask {
  const declared = declarationStep(change.pack, change.spec.of)
  const warnings = declared.actor === 'assessors' ? [] : askWarnings(declared, (content as Declaration).indicators)
  const remark = warnings.length > 0 ? `（${warnings.join('；')}）` : ''
  return {
    key,
    verb: 'decide',
    unit: unit ?? '',
    assignee: { body: officeOf(change.pack) },
    about: id,
    title: `${change.step.name}：${nameOf(change.pack, unit ?? '')}${remark}`,
    due,
    ...(counted ? { counted } : {}),
  }
}
