import type { StepKind } from '../scoring/pack/plan.ts'
import { additions } from './additions.ts'
import { adjustment } from './adjustment.ts'
import { appeals } from './appeals.ts'
import { advice } from './advice.ts'
import { approval } from './approval.ts'
import { assessment } from './assessment.ts'
import { ballot } from './ballot.ts'
import { bookReceipt } from './book-receipt.ts'
import { computation } from './computation.ts'
import { consultation } from './consultation.ts'
import { declaration } from './declaration.ts'
import { deliberation } from './deliberation.ts'
import { evaluation } from './evaluation.ts'
import { feedback } from './feedback.ts'
import { filing } from './filing.ts'
import { hearing } from './hearing.ts'
import { ledger } from './ledger.ts'
import { meeting } from './meeting.ts'
import { parameters } from './parameters.ts'
import { publication } from './publication.ts'
import { rectification } from './rectification.ts'
import { report } from './report.ts'
import { results } from './results.ts'
import { review } from './review.ts'
import type { KindRules } from './rules.ts'
import { selfCheck } from './self-check.ts'
import { spotCheck } from './spot-check.ts'
import { taskBook } from './task-book.ts'
import { verification } from './verification.ts'

/** What each kind of step means. A new kind does not compile until it is here. */
const kinds: { [K in StepKind]: KindRules<K> } = {
  declaration,
  review,
  approval,
  consultation,
  meeting,
  filing,
  taskBook,
  bookReceipt,
  adjustment,
  selfCheck,
  spotCheck,
  ledger,
  report,
  assessment,
  advice,
  verification,
  deliberation,
  hearing,
  evaluation,
  ballot,
  results,
  additions,
  parameters,
  computation,
  feedback,
  appeals,
  publication,
  rectification,
}

/** The rules of a kind; the caller's step and spec are of that kind by construction, which the map above guarantees. */
export const rulesOf = (kind: StepKind): KindRules<StepKind> => kinds[kind] as unknown as KindRules<StepKind>
