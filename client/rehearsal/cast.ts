import type { StepKind } from '../../scoring/pack/plan.ts'
import type { StepRow } from '../../records/step.ts'
import type { TaskRow } from '../../records/task.ts'
import type { Action, Actor, Stage } from './action.ts'
import { declare } from './actors/declaration.ts'
import { answerGate, answerReturn, judge } from './actors/decision.ts'
import { evaluate, handInResults } from './actors/evaluation.ts'
import { answerAppeal, publishResults, putRight, receive } from './actors/feedback.ts'
import { advise, fileDocument, holdMeeting, reply } from './actors/proceedings.ts'
import { recordHearing } from './actors/hearing.ts'
import { setParameters } from './actors/parameters.ts'
import { cycleClock } from '../../records/clock.ts'
import { performersOf } from '../../records/performer.ts'
import { isLeading } from '../../steps/silence.ts'
import { actorOf } from './posts.ts'
import { checkOneself, checkOnSpot, reportOnWork } from './actors/reporting.ts'
import { assess, deliberate, verifyOnSite } from './actors/scoring.ts'
import { stalledUntil } from './incidents/stall.ts'

const nobody: Actor = () => []

/** Who plays the submissions of each kind of step; decisions, receipts, answers and publication are the same everywhere. */
const submitters: { [K in StepKind]: Actor } = {
  declaration: declare,
  review: answerReturn,
  approval: answerGate,
  consultation: reply,
  meeting: holdMeeting,
  filing: fileDocument,
  taskBook: nobody,
  bookReceipt: nobody,
  adjustment: nobody,
  selfCheck: checkOneself,
  spotCheck: checkOnSpot,
  ledger: nobody,
  report: reportOnWork,
  assessment: assess,
  advice: advise,
  verification: verifyOnSite,
  deliberation: deliberate,
  hearing: recordHearing,
  evaluation: evaluate,
  ballot: nobody,
  results: handInResults,
  additions: nobody,
  parameters: setParameters,
  computation: nobody,
  feedback: nobody,
  appeals: nobody,
  publication: nobody,
  rectification: putRight,
}

const others: { [V in Exclude<TaskRow['verb'], 'submit'>]: Actor } = {
  decide: judge,
  acknowledge: receive,
  resolve: answerAppeal,
  publish: publishResults,
}

/** What will be done about a task that has opened. */
export async function castFor(stage: Stage, task: TaskRow, step: StepRow): Promise<Action[]> {
  const actor = task.verb === 'submit' ? submitters[step.spec.kind] : others[task.verb]
  if (stage.silent?.some(({ body, step: of }) => body === task.assignee_body && of === task.step && !isLeading(task))) return []
  const until = stalledUntil(stage, task)
  const planned = (await actor(stage, task, step)).map((action) => ({
    ...action,
    ...(until === null ? {} : { at: until }),
    run: asWhoeverIsThere(stage, task, action),
  }))
  return planned.map((action) => (action.refusal === undefined ? whileOpen(stage, task, action) : { ...action, task: task.id }))
}

/** Where nobody holds the post that was to act, whoever acts in its place does. */
function asWhoeverIsThere({ database, cycle }: Stage, task: TaskRow, { run }: Action): Action['run'] {
  return async (as) => {
    const gone = await database.selectFrom('post').select('key').where('cycle', '=', cycle).where('vacant_since', 'is not', null).execute()
    const substituted = await database
      .selectFrom('task')
      .select(['substitute_body', 'substitute_post'])
      .where('id', '=', task.id)
      .executeTakeFirst()
    const given = substituted?.substitute_post ?? substituted?.substitute_body ?? null
    if (gone.length === 0 && given === null) return run(as)
    const able = await performersOf(database, task.id, await cycleClock(database, cycle))
    const own = actorOf(task)
    return run((post) => as(post === own && !able.some((each) => each.post === post) ? (able[0]?.post ?? post) : post))
  }
}

/** What was withdrawn or decided otherwise in the meantime needs nobody any more. */
const whileOpen = ({ database }: Stage, { id }: TaskRow, action: Action): Action => ({
  ...action,
  run: async (as) => {
    const { state } = await database.selectFrom('task').select('state').where('id', '=', id).executeTakeFirstOrThrow()
    return state === 'open' ? action.run(as) : undefined
  },
})
