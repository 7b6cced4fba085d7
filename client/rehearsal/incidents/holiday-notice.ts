import { z } from 'zod'
import { publishedTables } from '../../../calendar/index.ts'
import { Refusal } from '../../../records/refusal.ts'
import { officeOf } from '../../../steps/units.ts'
import { postOf } from '../../posts.ts'
import { publishCalendar } from '../../verbs/publish-calendar.ts'
import { incidentKind, instantOf, when } from './incident.ts'

/** The holiday notice for a year becomes known on its day, and not before: until then the year is counted by the week, provisionally. */
export const holidayNotice = incidentKind({
  shape: z.strictObject({
    kind: z.literal('holidayNotice'),
    ...when,
    year: z.string().refine((year) => Object.hasOwn(publishedTables, year), '应为本版收有放假通知的年份'),
    document: z.string().min(1),
  }),
  plan: ({ pack }, { year, document, ...incident }, name) => [
    {
      name,
      at: instantOf(incident),
      run: async (as) => publishCalendar(as(postOf(officeOf(pack))), { content: { year, ...tableOf(year) }, document }),
    },
  ],
})

function tableOf(year: string) {
  const table = publishedTables[year]
  if (table === undefined) throw new Refusal('not-found', `本版没有 ${year} 年的放假通知。`)
  return table
}
