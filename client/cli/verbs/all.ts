import type { Command } from 'commander'
import { registerAcknowledge } from './acknowledge.ts'
import { registerAppeal } from './appeal.ts'
import { registerCalendar } from './calendar.ts'
import { registerBallot } from './ballot.ts'
import { registerArchive } from './archive.ts'
import { registerCycle } from './cycle.ts'
import { registerDecide } from './decide.ts'
import { registerDiff } from './diff.ts'
import { registerDraw } from './draw.ts'
import { registerEvidence } from './evidence.ts'
import { registerExplain } from './explain.ts'
import { registerExport } from './export.ts'
import { registerExtend } from './extend.ts'
import { registerImport } from './import.ts'
import { registerLint } from './lint.ts'
import { registerLog } from './log.ts'
import { registerMargins } from './margins.ts'
import { registerNotice } from './notice.ts'
import { registerPosts } from './post.ts'
import { registerProceedings } from './proceedings.ts'
import { registerPublish } from './publish.ts'
import { registerQuestions } from './questions.ts'
import { registerRegister } from './register.ts'
import { registerRehearse } from './rehearse.ts'
import { registerResolve } from './resolve.ts'
import { registerResults } from './results.ts'
import { registerRevive } from './revive.ts'
import { registerSchema } from './schema.ts'
import { registerScore } from './score.ts'
import { registerShadow } from './shadow.ts'
import { registerSlip } from './slip.ts'
import { registerSubmit } from './submit.ts'
import { registerTask } from './task.ts'
import { registerTemplate } from './template.ts'
import { registerUnits } from './unit.ts'
import { registerVerify } from './verify.ts'
import { registerWhatif } from './whatif.ts'
import { registerWithdraw } from './withdraw.ts'
import { registerWorkdays } from './workdays.ts'

/** Every verb, in the order of the help. What a verb needs is loaded when it runs, so that the pure ones answer at once. */
export function registerAll(program: Command): void {
  const verbs = [
    registerRehearse,
    registerScore,
    registerExplain,
    registerVerify,
    registerLint,
    registerQuestions,
    registerTemplate,
    registerSchema,
    registerExport,
    registerImport,
    registerWhatif,
    registerMargins,
    registerDiff,
    registerShadow,
    registerWorkdays,
    registerCalendar,
    registerCycle,
    registerPosts,
    registerTask,
    registerUnits,
  ]
  const acts = [
    registerSubmit,
    registerWithdraw,
    registerDecide,
    registerExtend,
    registerAcknowledge,
    registerAppeal,
    registerRevive,
    registerResolve,
    registerPublish,
  ]
  const watched = [registerSlip, registerRegister, registerEvidence]
  const records = [registerProceedings, registerBallot, registerResults, registerDraw, registerLog, registerArchive, registerNotice]
  for (const register of [...verbs, ...acts, ...watched, ...records]) register(program)
}
