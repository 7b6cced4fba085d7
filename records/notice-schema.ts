import type { Generated } from 'kysely'

/** The tables of what people are told; instants and keys as in records/schema.ts. */
export interface NoticeSchema {
  digest: {
    id: string
    cycle: string
    post: string
    day: string
    state: Generated<'kept' | 'waiting' | 'sending' | 'sent' | 'unknown' | 'failed'>
    attempts: Generated<number>
    message: string | null
    sent_at: string | null
  }
  notice: {
    id: Generated<string>
    cycle: string
    key: string
    post: string
    kind: string
    task: string | null
    title: string
    detail: string | null
    due_at: string | null
    was: string | null
    at: string
    digest: string | null
  }
}
