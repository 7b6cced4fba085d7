import type { Queries } from '../../records/database.ts'
import { toBeTold } from '../../records/to-be-told.ts'

export type DigestFilter = { post?: string; day?: string; limit: number }
export type NoticeView = { kind: string; task: string | null; title: string; detail: string | null; dueAt: string | null; at: string }
/** What one person hears on one working day; `day` is null for what the next round will gather. */
export type DigestView = {
  id: string | null
  post: string
  day: string | null
  state: string
  message: string | null
  notices: NoticeView[]
}

/** Digests by day and person, the newest first, each with its notices; before them what has not been gathered yet. */
export async function digestsOf(queries: Queries, cycle: string, filter: DigestFilter): Promise<DigestView[]> {
  const gathered = await digestRows(queries, cycle, filter)
  const waiting = filter.day === undefined ? await waitingRows(queries, cycle, filter) : []
  const notices = Map.groupBy(
    await noticesIn(
      queries,
      gathered.map((digest) => digest.id),
    ),
    (notice) => notice.digest,
  )
  const strip = ({ digest: _, post: __, ...notice }: NoticeRow): NoticeView => notice
  const next = [...Map.groupBy(waiting, (notice) => notice.post)].map(([post, rows]) => ({
    ...{ id: null, post, day: null, state: 'gathering', message: null },
    notices: rows.map(strip),
  }))
  return [...next, ...gathered.map((digest) => ({ ...digest, notices: (notices.get(digest.id) ?? []).map(strip) }))]
}

function digestRows(queries: Queries, cycle: string, { post, day, limit }: DigestFilter) {
  let query = queries.selectFrom('digest').select(['id', 'post', 'day', 'state', 'message']).where('cycle', '=', cycle)
  if (post !== undefined) query = query.where('post', '=', post)
  if (day !== undefined) query = query.where('day', '=', day)
  return query.orderBy('day', 'desc').orderBy('post').limit(limit).execute()
}

const noticeRows = (queries: Queries) =>
  queries.selectFrom('notice').select(['digest', 'post', 'kind', 'task', 'title', 'detail', 'due_at as dueAt', 'at']).orderBy('id')
type NoticeRow = NoticeView & { digest: string | null; post: string }

const noticesIn = async (queries: Queries, digests: string[]): Promise<NoticeRow[]> =>
  digests.length === 0 ? [] : noticeRows(queries).where('digest', 'in', digests).execute()

function waitingRows(queries: Queries, cycle: string, { post, limit }: DigestFilter): Promise<NoticeRow[]> {
  const query = noticeRows(queries).where('cycle', '=', cycle).where(toBeTold).limit(limit)
  return (post === undefined ? query : query.where('post', '=', post)).execute()
}
