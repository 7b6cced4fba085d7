import type { Queries } from '../../records/database.ts'
import type { Agenda, Minutes } from '../../steps/meeting.ts'

/** One meeting by its minutes; `resolutions` in the order of the minutes, each with the words of the agenda. */
export type MeetingView = {
  step: string
  number: string
  on: string
  attended: string[]
  members: number
  resolutions: { item: string; subject: string; outcome: string; text: string }[]
}

/** The meetings of a cycle of which there are minutes, by the day on which they were held. */
export async function meetingsOf(queries: Queries, cycle: string): Promise<MeetingView[]> {
  const rows = await queries
    .selectFrom('submission as s')
    .innerJoin('step as p', (on) => on.onRef('p.cycle', '=', 's.cycle').onRef('p.key', '=', 's.step'))
    .innerJoin('task as t', 't.id', 's.task')
    .leftJoin('submission as agenda', 'agenda.id', 't.about')
    .leftJoin('withdrawal as w', 'w.submission', 's.id')
    .select(['p.name', 'p.spec', 's.content', 'agenda.content as agenda'])
    .where('s.cycle', '=', cycle)
    .where('p.kind', '=', 'meeting')
    .where('w.id', 'is', null)
    .orderBy('s.id')
    .execute()
  const minutes = rows.filter(({ content }) => 'resolutions' in (content as object))
  return minutes.map(({ name, spec, content, agenda }) => {
    const { number, on, attended, resolutions } = content as unknown as Minutes
    const subjects = new Map(((agenda as unknown as Agenda | null)?.items ?? []).map(({ key, text }) => [key, text]))
    const members = spec.kind === 'meeting' ? spec.members.length : 0
    const resolved = resolutions.map(({ item, ...rest }) => ({ item, subject: subjects.get(item) ?? item, ...rest }))
    return { step: name, number, on, attended, members, resolutions: resolved }
  })
}
