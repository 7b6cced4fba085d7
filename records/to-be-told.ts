import { sql } from 'kysely'

/** Of rows of `notice`: no digest has taken it up yet, and its task, if it is about one, was not cancelled meanwhile. */
export const toBeTold = sql<boolean>`(notice.digest is null
  and not exists (select from task gone where gone.id = notice.task and gone.state = 'cancelled'))`
