import { z } from 'zod'
import { packOfCycle } from '../../records/pack.ts'
import { requireRunning } from '../../records/pause.ts'
import { Refusal } from '../../records/refusal.ts'
import type { Id } from '../../records/schema.ts'
import { lockStep } from '../../records/step.ts'
import { storeSubmission, type SubmissionRow } from '../../records/submission.ts'
import { lockTask, taskById, type TaskRow } from '../../records/task.ts'
import { change, type Change } from '../../records/transaction.ts'
import { parseContent, Text } from '../../steps/content.ts'
import { rulesOf } from '../../steps/index.ts'
import { requireAssignee } from '../actor.ts'
import { storeEvidence, type EvidenceFile } from '../evidence.ts'
import type { Call } from './verb.ts'

/** `content` takes the place of what was handed in; without it the results before the last ones come into force again. */
export type ReplaceInput = { task: Id; document: string; content?: unknown; evidence?: readonly EvidenceFile[] }
export type Replaced = { submission: Id; replaces: Id }

/**
 * Puts other results in the place of those that a body handed in, on the authority of a document: the old ones stay on record, superseded. As long
 * as nothing was computed from them; after that an appeal corrects.
 * @throws Refusal `wrong-role`, `conflict`, `bad-input`, `not-found`; nothing is stored then
 */
export async function replaceResults(call: Call, input: ReplaceInput): Promise<Replaced> {
  return change(call.database, call, async (open) => {
    const found = await taskById(open.db, open.cycle, input.task)
    const step = await lockStep(open.db, open.cycle, found.step, 'exclusive')
    const task = await lockTask(open, found.id)
    await requireRunning(open)
    await requireAssignee(open, task)
    const document = parseContent(z.string().pipe(Text), input.document, '更正的文件依据')
    const pack = await packOfCycle(open.db, open.cycle)
    const context = { ...open, step, spec: step.spec, pack }
    const rules = rulesOf(step.kind as typeof step.spec.kind)
    const shape = await rules.content?.(context, task)
    if (step.kind !== 'results' || !shape) throw new Refusal('conflict', `环节“${step.name}”不是结果报送，不能这样更正。`)
    const earlier = await submissionsOf(open, task)
    const last = earlier[0]
    if (!last) throw new Refusal('conflict', `任务 ${task.id}（${task.title}）尚未报送，没有可以更正的；请直接报送。`)
    await requireNotComputed(open)
    const content = parseContent(shape, input.content ?? contentBefore(task, earlier), step.name) as object
    const evidence = await storeEvidence(open, input.evidence ?? [])
    const submission = await storeSubmission(open, { step: step.key, task: task.id, content, evidence })
    await rules.accept?.(context, submission, task)
    await open.log('replace', step.key, {
      submission: submission.id,
      replaces: last.id,
      task: task.id,
      document,
      undone: input.content === undefined,
    })
    return { submission: submission.id, replaces: last.id }
  })
}

/** What was handed in for a task, the newest first. */
const submissionsOf = ({ db, cycle }: Change, { id }: TaskRow): Promise<SubmissionRow[]> =>
  db.selectFrom('submission').selectAll().where('cycle', '=', cycle).where('task', '=', id).orderBy('id', 'desc').execute()

function contentBefore(task: TaskRow, [, before]: SubmissionRow[]): unknown {
  if (before) return before.content
  throw new Refusal('conflict', `任务 ${task.id}（${task.title}）只报送过一次，没有更早的结果可以恢复；请用改正的文件更正。`)
}

async function requireNotComputed({ db, cycle }: Change): Promise<void> {
  const row = await db.selectFrom('computation').select('version').where('cycle', '=', cycle).limit(1).executeTakeFirst()
  if (row) throw new Refusal('conflict', '成绩已经据此计算，报送的结果不能再整份更正；有异议的，由单位申请复核，准予后更正。')
}
