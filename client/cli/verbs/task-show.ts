import type { Command } from 'commander'
import type { TaskView } from '../../views/task.ts'
import { answering, type Answer } from '../answer.ts'
import { table } from '../table.ts'
import { verb } from '../verb.ts'
import { ARGUMENTS } from '../words.ts'
import { stateWord } from '../../state-words.ts'
import { EVALUATION_VERBS, TASK } from '../words/evaluations.ts'

async function answer(id: string): Promise<Answer> {
  const [{ withRows }, { taskView }, { cycleOfTask }] = await Promise.all([
    import('../session.ts'),
    import('../../views/task.ts'),
    import('../acting.ts'),
  ])
  const view = await withRows(async ({ database }) => taskView(database, await cycleOfTask(database, id), id))
  return { json: view, text: () => textOf(view) }
}

function textOf({ task, step, due, briefing }: TaskView): string {
  const who = task.assignee_post ?? task.assignee_unit ?? task.assignee_body ?? ''
  const head = [task.title, TASK.line(step, stateWord(task.state), stateWord(task.verb), who, due)]
  if (briefing === null) return head.join('\n')
  const columns = [TASK.unit, ...briefing.steps.map(({ name }) => name)]
  const rows = briefing.units.map(({ unit, results }) => [unit, ...briefing.steps.map(({ key }) => results[key] ?? TASK.none)])
  return [...head, '', TASK.briefing(briefing.hash), table(columns, rows)].join('\n')
}

/** Adds it to the command line. */
export function registerTaskShow(task: Command): void {
  verb(task, 'show', EVALUATION_VERBS.taskShow).argument('<task>', ARGUMENTS.task).action(answering(answer))
}
