import path from 'node:path'
import type { Command } from 'commander'
import type { Queries } from '../../../records/database.ts'
import type { ResultsForm } from '../../excel/results-form.ts'
import type { ResultChange } from '../../views/result-changes.ts'
import { actOnTask, cycleOfTask, withPost } from '../acting.ts'
import { answering, type Answer } from '../answer.ts'
import { family, verb } from '../verb.ts'
import { ARGUMENTS, OPTIONS } from '../words.ts'
import { EVALUATION_ARGUMENTS, EVALUATION_OPTIONS, EVALUATION_VERBS, RESULTS } from '../words/evaluations.ts'

type Options = { as: string; dryRun?: boolean; document?: string }

/** The form of the task's step. @throws Refusal `not-found`, `conflict` where the step takes no results in */
async function formOf(queries: Queries, task: string): Promise<ResultsForm> {
  const [{ taskById }, { packOfCycle }, { resultsForm }, { Refusal }] = await Promise.all([
    import('../../../records/task.ts'),
    import('../../../records/pack.ts'),
    import('../../excel/results-form.ts'),
    import('../../../records/refusal.ts'),
  ])
  const cycle = await cycleOfTask(queries, task)
  const found = await taskById(queries, cycle, task)
  const pack = await packOfCycle(queries, cycle)
  const spec = pack.plan.find(({ key }) => key === found.step)
  if (spec?.kind !== 'results') throw new Refusal('conflict', RESULTS.otherStep(task, spec?.name ?? found.step))
  return resultsForm(pack, cycle, spec, found)
}

async function form(task: string, file: string): Promise<Answer> {
  const [{ withRows }, { resultsCsv, resultsWorkbook }, { writeWhole }] = await Promise.all([
    import('../session.ts'),
    import('../../excel/results-form.ts'),
    import('../../whole-file.ts'),
  ])
  const made = await withRows(({ database }) => formOf(database, task))
  writeWhole(file, isCsv(file) ? resultsCsv(made) : await resultsWorkbook(made))
  const { cycle, step, units, columns } = made
  return {
    json: { cycle, step: step.key, units: units.length, columns, file },
    text: RESULTS.form(step.name, units.length, file),
  }
}

async function importing(task: string, file: string, { as, dryRun = false, document }: Options): Promise<Answer> {
  const [{ withRows }, { readResults }, { readBytes }, { resultChanges }, { readEvidence }] = await Promise.all([
    import('../session.ts'),
    import('../../excel/read-results.ts'),
    import('../../text-file.ts'),
    import('../../views/result-changes.ts'),
    import('../input.ts'),
  ])
  const { content, changes } = await withRows(async ({ database }) => {
    const made = await formOf(database, task)
    const read = await readResults(made, readBytes(file), path.basename(file))
    return { content: read, changes: await resultChanges(database, made, read) }
  })
  const lines = RESULTS.changes(changes.map(lineOf), changes.filter(({ before }) => before !== null).length, changes.length)
  if (dryRun) return { json: { written: false, changes }, text: [...lines, RESULTS.dry].join('\n') }
  const evidence = readEvidence([file])
  const { submit } = await import('../../verbs/submit.ts')
  const { replaceResults } = await import('../../verbs/replace-results.ts')
  const { json } = await actOnTask(
    task,
    as,
    (call): Promise<{ submission: string }> =>
      document === undefined ? submit(call, { task, content, evidence }) : replaceResults(call, { task, document, content, evidence }),
    () => '',
  )
  const { submission } = json as { submission: string }
  return { json: { written: true, submission, changes }, text: [...lines, RESULTS.done(submission, document)].join('\n') }
}

async function undo(task: string, { as, document }: { as: string; document: string }): Promise<Answer> {
  const { replaceResults } = await import('../../verbs/replace-results.ts')
  return actOnTask(
    task,
    as,
    (call) => replaceResults(call, { task, document }),
    ({ submission }) => RESULTS.done(submission, document),
  )
}

const isCsv = (file: string): boolean => /\.csv$/i.test(file)
const lineOf = ({ unit, label, before, after }: ResultChange): string => RESULTS.change(unit, label, before, after)

/** Adds it to the command line. */
export function registerResults(program: Command): void {
  const results = family(program, 'results', EVALUATION_VERBS.results)
  verb(results, 'form', EVALUATION_VERBS.resultsForm)
    .argument('<task>', ARGUMENTS.task)
    .argument('<file>', EVALUATION_ARGUMENTS.resultsFile)
    .action(answering(form))
  withPost(verb(results, 'import', EVALUATION_VERBS.resultsImport))
    .argument('<task>', ARGUMENTS.task)
    .argument('<file>', EVALUATION_ARGUMENTS.filledFile)
    .option('--dry-run', OPTIONS.dryRun)
    .option('--document <document>', EVALUATION_OPTIONS.replaceDocument)
    .action(answering(importing))
  withPost(verb(results, 'undo', EVALUATION_VERBS.resultsUndo))
    .argument('<task>', ARGUMENTS.task)
    .requiredOption('--document <document>', OPTIONS.document)
    .action(answering(undo))
}
