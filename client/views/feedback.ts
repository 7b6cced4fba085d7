import type { Queries } from '../../records/database.ts'
import type { FeedbackContent } from '../../records/feedback.ts'
import { dueText } from '../../calendar/index.ts'
import { beijingText } from './beijing.ts'
import type { DoerNames } from './posts.ts'
import type { FeedbackView } from './shapes/unit.ts'

type Of = { cycle: string; unit: string }

/** The last feedback form of a unit, its receipt and its appeal; null while there is no form. */
export async function feedbackView(
  queries: Queries,
  of: Of,
  nameOf: DoerNames,
  labelOf: (input: string) => string,
): Promise<FeedbackView | null> {
  const { cycle, unit } = of
  const forms = queries.selectFrom('feedback_form').selectAll().where('cycle', '=', cycle).where('unit', '=', unit)
  const form = await forms.orderBy('version', 'desc').limit(1).executeTakeFirst()
  if (!form) return null
  const receipts = queries.selectFrom('receipt').selectAll().where('cycle', '=', cycle).where('unit', '=', unit)
  const receipt = await receipts.orderBy('version', 'desc').limit(1).executeTakeFirst()
  const { published, logHead, deductions } = form.content as FeedbackContent
  const shown = deductions.map(({ indicator, name, points, full, ground }) => ({ indicator, name: labelOf(name), points, full, ground }))
  return {
    form: { version: form.version, issued: beijingText(form.issued_at), published, logHead, deductions: shown },
    receipt: receipt ? { at: beijingText(receipt.at), how: receipt.how, by: nameOf(receipt), proof: receipt.proof } : null,
    appeal: await appealOf(queries, of, nameOf),
  }
}

async function appealOf(queries: Queries, { cycle, unit }: Of, nameOf: DoerNames): Promise<FeedbackView['appeal']> {
  const row = await queries.selectFrom('appeal').selectAll().where('cycle', '=', cycle).where('unit', '=', unit).executeTakeFirst()
  return row
    ? {
        state: row.state,
        due: dueText(row.due_at),
        why: row.why,
        filed: row.submission === null ? null : await filing(queries, row.submission, nameOf),
        answered: row.submission === null ? null : await answer(queries, row.submission, nameOf),
        closed: row.closed_at === null ? null : beijingText(row.closed_at),
      }
    : null
}

type Filed = NonNullable<NonNullable<FeedbackView['appeal']>['filed']>
type Answered = NonNullable<NonNullable<FeedbackView['appeal']>['answered']>

async function filing(queries: Queries, submission: string, nameOf: DoerNames): Promise<Filed> {
  const { content, ...done } = await queries.selectFrom('submission').selectAll().where('id', '=', submission).executeTakeFirstOrThrow()
  const { claims = [] } = content as { claims?: { ground: string }[] }
  return { at: beijingText(done.at), by: nameOf(done), grounds: claims.map((claim) => claim.ground) }
}

/** The decision of the review that was opened about this application. */
async function answer(queries: Queries, submission: string, nameOf: DoerNames): Promise<Answered | null> {
  const row = await queries
    .selectFrom('decision as d')
    .innerJoin('task as t', 't.id', 'd.task')
    .select(['d.at', 'd.by_post', 'd.for_post', 'd.reason', 'd.document'])
    .where('t.about', '=', submission)
    .where('t.verb', '=', 'resolve')
    .executeTakeFirst()
  return row ? { at: beijingText(row.at), by: nameOf(row), answer: row.reason, document: row.document } : null
}
