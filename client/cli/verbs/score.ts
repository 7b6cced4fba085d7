import type { Command } from 'commander'
import { Refusal } from '../../../records/refusal.ts'
import type { Outcome, Pack, Reorganisation, Trace } from '../../../scoring/index.ts'
import { answering, type Answer } from '../answer.ts'
import { factsFile } from '../facts-file.ts'
import { verb } from '../verb.ts'
import { rankingText, type RankedRow } from '../ranking.ts'
import { ARGUMENTS, OPTIONS, VERBS } from '../words.ts'
import { consequenceText, gradeLabel } from '../../../scoring/grade/label.ts'

/** One unit's result: `total` exact, `published` rounded once; with its trace when that was asked for. */
export type ScoredUnit = RankedRow & { missing: string[]; problems: string[]; trace?: Trace }
export type Scored = {
  pack: string
  hash: string
  resultHash: string
  units: ScoredUnit[]
  classes: { class: string; notes: string[]; trace?: Trace }[]
  /** what has become of units: whoever verifies the traces needs it */
  reorganisations?: Reorganisation[]
}

/** Scores a facts file; the pack has the units that are in force. @throws Refusal `bad-input` with file, line and column of each problem */
export async function scoreFile(where: string, file: string): Promise<{ pack: Pack; outcome: Outcome }> {
  const [{ problemLines }, { reorganised, score }] = await Promise.all([import('../../packs.ts'), import('../../../scoring/index.ts')])
  const { pack, facts } = await factsFile(where, file)
  const outcome = score(pack, facts)
  if (outcome.problems.length > 0)
    throw new Refusal('bad-input', `事实文件 ${file} 有 ${outcome.problems.length} 处错误，未予计分。`, problemLines(outcome.problems))
  return { pack: reorganised(pack, facts.reorganisations), outcome }
}

/** An outcome as the CLI shows it, unit by unit in the order of the roster. */
export function scored(pack: Pack, outcome: Outcome, withTrace: boolean): Scored {
  const standings = new Map(outcome.cohorts.flatMap((cohort) => cohort.units.map((unit) => [unit.unit, unit])))
  const units = outcome.units.map(({ trace, problems, unit, ...result }): ScoredUnit => {
    const { name = unit, madeUp } = pack.roster.units.find((each) => each.key === unit) ?? {}
    const { rank = null, grade = null, consequences = [] } = standings.get(unit) ?? {}
    const applying = consequences.filter((each) => each.state === 'applies').map(consequenceText)
    const sentences = problems.map((problem) => problem.message)
    return {
      unit,
      name,
      madeUp: madeUp === 'true',
      ...result,
      problems: sentences,
      rank,
      grade,
      gradeLabel: grade === null ? null : gradeLabel(pack, grade),
      consequences: applying,
      ...(withTrace ? { trace } : {}),
    }
  })
  const classes = outcome.cohorts.map(({ class: key, notes, trace }) => ({ class: key, notes, ...(withTrace ? { trace } : {}) }))
  const { reorganisations } = pack
  return {
    pack: pack.pack.key,
    hash: pack.hash,
    resultHash: outcome.resultHash,
    units,
    classes,
    ...(reorganisations ? { reorganisations } : {}),
  }
}

async function answer(where: string, file: string, options: { trace?: boolean }): Promise<Answer> {
  const { pack, outcome } = await scoreFile(where, file)
  const json = scored(pack, outcome, options.trace === true)
  return { json, text: () => `${rankingText(pack.roster.classes, json.units)}\n\n结果校验值 ${json.resultHash}` }
}

/** Adds it to the command line. */
export function registerScore(program: Command): void {
  verb(program, 'score', VERBS.score)
    .argument('<pack>', ARGUMENTS.pack)
    .argument('<facts>', ARGUMENTS.facts)
    .option('--trace', OPTIONS.trace)
    .action(answering(answer))
}
