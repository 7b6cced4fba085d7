import type { Command } from 'commander'
import type { Queries } from '../../../records/database.ts'
import { answering, type Answer } from '../answer.ts'
import { table } from '../table.ts'
import { family, verb } from '../verb.ts'
import { MEETINGS } from '../words/meetings.ts'
import { CHANGES_OF_TASK } from '../words/people.ts'
import { stateWord } from '../../state-words.ts'
import { ARGUMENTS, OPTIONS } from '../words.ts'

const outcomeWord = (outcome: string): string => MEETINGS.outcomes[outcome] ?? CHANGES_OF_TASK[outcome] ?? outcome
const { verbs, columns } = MEETINGS

/** Reads rows of a cycle that exists. */
async function reading(cycle: string, read: (queries: Queries) => Promise<Answer>): Promise<Answer> {
  const [{ withRows }, { packOfCycle }] = await Promise.all([import('../session.ts'), import('../../../records/pack.ts')])
  return withRows(async ({ database }) => {
    await packOfCycle(database, cycle) // says so when there is no such cycle
    return read(database)
  })
}

async function opinions(cycle: string, { step }: { step?: string }): Promise<Answer> {
  const { consultationOf } = await import('../../views/consultation.ts')
  return reading(cycle, async (queries) => {
    const views = await consultationOf(queries, cycle, step)
    const silent = {
      waiting: MEETINGS.waiting,
      lapsed: MEETINGS.noReply,
      none: MEETINGS.noOpinion,
      withdrawn: stateWord('cancelled'),
      opinions: '',
    }
    const rows = views.flatMap((each) =>
      each.opinions.length === 0
        ? [[each.step, each.name, silent[each.reply], null, null]]
        : each.opinions.map(({ text, answer }) => [
            each.step,
            each.name,
            text,
            answer === null ? MEETINGS.unanswered : outcomeWord(answer.outcome),
            answer?.reason ?? null,
          ]),
    )
    return { json: views, text: table(columns.opinions, rows) || MEETINGS.none }
  })
}

async function decisions(cycle: string, { step }: { step?: string }): Promise<Answer> {
  const [{ decisionsOf }, { beijingText }] = await Promise.all([import('../../views/decisions.ts'), import('../../views/beijing.ts')])
  return reading(cycle, async (queries) => {
    const views = await decisionsOf(queries, cycle, step)
    const rows = views.map((each) => [
      beijingText(each.at),
      each.title,
      outcomeWord(each.outcome),
      each.returnedTo,
      each.meeting === null ? null : `${each.meeting}（${each.heldOn}）`,
      each.document,
      each.reason,
      each.by,
    ])
    return { json: views, text: table(columns.decisions, rows) || MEETINGS.none }
  })
}

async function meetings(cycle: string): Promise<Answer> {
  const { meetingsOf } = await import('../../views/meetings.ts')
  return reading(cycle, async (queries) => {
    const views = await meetingsOf(queries, cycle)
    const text = views.map((each) =>
      [
        MEETINGS.minutes(each.step, each.number, each.on, each.attended.length, each.members),
        ...each.resolutions.map(({ subject, outcome, text: said }) => `  ${outcomeWord(outcome)}：${subject}——${said}`),
      ].join('\n'),
    )
    return { json: views, text: text.join('\n') || MEETINGS.none }
  })
}

async function books(cycle: string): Promise<Answer> {
  const [{ booksOf }, { beijingText }] = await Promise.all([import('../../views/books.ts'), import('../../views/beijing.ts')])
  return reading(cycle, async (queries) => {
    const views = await booksOf(queries, cycle)
    const rows = views.map(({ name, number, issuedAt, received }) => [
      name,
      number,
      beijingText(issuedAt),
      received === null ? null : `${beijingText(received.at)}${received.proof === null ? '' : `（${received.proof}）`}`,
    ])
    return { json: views, text: table(columns.books, rows) || MEETINGS.none }
  })
}

async function advice(cycle: string, unit: string): Promise<Answer> {
  const { adviceOf } = await import('../../views/advice.ts')
  return reading(cycle, async (queries) => {
    const views = await adviceOf(queries, cycle, unit)
    const text = views.map((each) =>
      [
        `${each.step}：${each.points}／${each.full}`,
        ...each.lost.map(({ name, points, full, ground }) => `  ${name} ${points}／${full} ${ground ?? ''}`),
        `  ${each.advice}`,
      ].join('\n'),
    )
    return { json: views, text: text.join('\n') || MEETINGS.none }
  })
}

/** Adds what can be read of consultations, meetings, decisions, task books and advice to the command line. */
export function registerProceedings(program: Command): void {
  const step = ['--step <step>', OPTIONS.step] as const
  const list = (name: string, words: { family: (typeof verbs)[keyof typeof verbs]; list: (typeof verbs)[keyof typeof verbs] }) =>
    verb(family(program, name, words.family), 'list', words.list).argument('<cycle>', ARGUMENTS.cycle)
  list('consultation', { family: verbs.consultation, list: verbs.consultationList })
    .option(...step)
    .action(answering(opinions))
  list('decision', { family: verbs.decision, list: verbs.decisionList })
    .option(...step)
    .action(answering(decisions))
  list('meeting', { family: verbs.meeting, list: verbs.meetingList }).action(answering(meetings))
  list('book', { family: verbs.book, list: verbs.bookList }).action(answering(books))
  verb(family(program, 'advice', verbs.advice), 'show', verbs.adviceShow)
    .argument('<cycle>', ARGUMENTS.cycle)
    .argument('<unit>', ARGUMENTS.unit)
    .action(answering(advice))
}
