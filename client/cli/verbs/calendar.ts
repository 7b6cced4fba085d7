import { Option, type Command } from 'commander'
import { actOnCycle, withPost } from '../acting.ts'
import { answering, type Answer } from '../answer.ts'
import { readContent } from '../input.ts'
import { family, verb } from '../verb.ts'
import { ARGUMENTS } from '../words.ts'
import { CALENDAR_OPTIONS, CALENDAR_VERBS, calendarText, PROVISIONAL, publishedText } from '../words/calendar.ts'

type Options = { as: string; document: string; preview?: true; shorten?: string }

async function publish(cycle: string, file: string, { as, ...options }: Options): Promise<Answer> {
  const { publishCalendar } = await import('../../verbs/publish-calendar.ts')
  const content = await readContent(file)
  return actOnCycle(cycle, as, (call) => publishCalendar(call, { content, ...options }), publishedText)
}

async function show(cycle: string): Promise<Answer> {
  const [{ withRows }, { noticesOf }, { packOfCycle }] = await Promise.all([
    import('../session.ts'),
    import('../../../records/calendar.ts'),
    import('../../../records/pack.ts'),
  ])
  return withRows(async ({ database }) => {
    await packOfCycle(database, cycle) // says so when there is no such cycle
    const row = await database.selectFrom('cycle').select(['calendar', 'calendar_until']).where('id', '=', cycle).executeTakeFirstOrThrow()
    const notices = await noticesOf(database, cycle)
    const json = { cycle, calendar: row.calendar, until: row.calendar_until, notices }
    return { json, text: calendarText(cycle, row.calendar, row.calendar_until, notices) }
  })
}

async function why(cycle: string, subject: string): Promise<Answer> {
  const [{ withRows }, { deadlineOf }] = await Promise.all([import('../session.ts'), import('../../views/deadline.ts')])
  const found = await withRows(({ database }) => deadlineOf(database, cycle, subject))
  const days = found.days.map((day) => `  ${day.date} ${day.counted ? `第 ${day.count} 日` : '不计'}　${day.reason}`)
  const past = found.history.length < 2 ? [] : found.history.map((each) => `  ${each.at}：${each.due}${each.kept ? '（保持）' : ''}${each.document === null ? '' : `，${each.document}`}`) // prettier-ignore
  const head = `${found.title}：${found.due}${found.provisional ? PROVISIONAL : ''}`
  return { json: found, text: [head, found.sentence, ...days, ...(past.length > 0 ? ['期限的由来：', ...past] : [])].join('\n') }
}

/** Adds it to the command line. */
export function registerCalendar(program: Command): void {
  const calendar = family(program, 'calendar', CALENDAR_VERBS.calendar)
  withPost(verb(calendar, 'publish', CALENDAR_VERBS.publish))
    .argument('<cycle>', ARGUMENTS.cycle)
    .argument('<file>', CALENDAR_OPTIONS.file)
    .addOption(new Option('--document <text>', CALENDAR_OPTIONS.document).makeOptionMandatory())
    .option('--preview', CALENDAR_OPTIONS.preview)
    .option('--shorten <reason>', CALENDAR_OPTIONS.shorten)
    .action(answering(publish))
  verb(calendar, 'show', CALENDAR_VERBS.show).argument('<cycle>', ARGUMENTS.cycle).action(answering(show))
  verb(calendar, 'why', CALENDAR_VERBS.why)
    .argument('<cycle>', ARGUMENTS.cycle)
    .argument('<subject>', CALENDAR_OPTIONS.subject)
    .action(answering(why))
}
