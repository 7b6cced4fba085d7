import { dueText } from '../../calendar/index.ts'
import type { Queries } from '../../records/database.ts'
import { extensionsOf } from '../../records/movement.ts'
import { beijingText } from './beijing.ts'
import type { ExtensionView } from './shapes/unit.ts'

/** What moved the due dates of a unit's tasks, oldest first. */
export async function extensionViews(queries: Queries, cycle: string, unit: string): Promise<ExtensionView[]> {
  const tasks = await queries.selectFrom('task').select(['id', 'title']).where('cycle', '=', cycle).where('unit', '=', unit).execute()
  const titles = new Map(tasks.map(({ id, title }) => [id, title]))
  const rows = await extensionsOf(queries, { tasks: [...titles.keys()] })
  return rows.map(({ movement, kind, task, document, reason, was, becomes, at, reversedBy }) => ({
    ...{ number: movement, kind, task, title: titles.get(task) ?? '', document, reason },
    ...{ was: dueText(was), becomes: dueText(becomes), at: beijingText(at), reversedBy },
  }))
}
