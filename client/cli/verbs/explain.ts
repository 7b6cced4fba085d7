import { Option, type Command } from 'commander'
import { Refusal } from '../../../records/refusal.ts'
import type { Outcome, Trace } from '../../../scoring/index.ts'
import { successorText } from '../../successor-words.ts'
import type { Computed } from '../../views/explained.ts'
import { answering, type Answer } from '../answer.ts'
import { branchesOf, explainedText, FORMS, type Explained, type Form, type Part } from '../explained.ts'
import { UsageError } from '../failure.ts'
import { verb } from '../verb.ts'
import { ARGUMENTS, EXPLAIN, OPTIONS, VERBS } from '../words.ts'
import { VERSION_OPTIONS } from '../words/versions.ts'
import { scoreFile } from './score.ts'
import { gradeLabel } from '../../../scoring/grade/label.ts'

/** How a unit's score, rank, grade, consequences and prizes came about. @throws Refusal `not-found` */
export async function explainUnit({ pack, outcome, unit: named, origins }: Computed): Promise<Explained> {
  const { explain, narrate, traceTrees, unitPart } = await import('../../../scoring/index.ts')
  const key = pack.roster.units.find((each) => each.key === named || each.name === named)?.key
  const found = outcome.units.find((each) => each.unit === key)
  if (!found) {
    const become = successorText(pack.reorganisations ?? [], [], named)
    throw new Refusal('not-found', become ?? `规则包 ${pack.pack.key} 的名册中没有单位 \`${named}\`。`)
  }
  const partOf = (trace: Trace): Part => {
    const sentences = explain(pack, trace)
    const branches = branchesOf(traceTrees(trace), new Map(sentences.map((one) => [one.id, one])))
    return { sentences, narrated: narrate(pack, trace), branches }
  }
  const cohort = outcome.cohorts.find((each) => each.class === found.class)
  const { trace, problems: _, ...result } = found
  const score = partOf(trace)
  const place = cohort ? partOf(unitPart(cohort.trace, found.unit)) : { sentences: [], narrated: [], branches: [] }
  const told = new Set(score.narrated.map(({ id }) => `${id}@${found.unit}`))
  const narrated = place.narrated.filter(({ id }) => !told.has(id))
  return { ...result, standing: cohort ? standingIn(cohort, found.unit) : null, score, place: { ...place, narrated }, origins }
}

function standingIn(cohort: Outcome['cohorts'][number], unit: string): Explained['standing'] {
  const own = cohort.units.find((each) => each.unit === unit)
  if (!own) return null
  const prizes = cohort.prizes.flatMap(({ label, units }) => {
    const one = units.find((each) => each.unit === unit)
    const { rank = null, won = null } = one ?? {}
    return rank === null ? [] : [EXPLAIN.prize(label, rank, won)]
  })
  return { ...own, size: cohort.units.filter(({ rank }) => rank !== null).length, prizes }
}

async function fromFile(where: string, file: string, unit: string): Promise<Computed> {
  return { ...(await scoreFile(where, file)), unit, origins: new Map() }
}

async function fromCycle(cycle: string, unit: string, version?: number): Promise<Computed> {
  const [{ withRows }, { computedUnit }] = await Promise.all([import('../session.ts'), import('../../views/explained.ts')])
  return withRows(({ database }) => computedUnit(database, cycle, unit, version))
}

async function answer(of: string[], { form, computation }: { form: Form; computation?: string }): Promise<Answer> {
  const [first = '', second = '', third] = of
  if (of.length < 2 || of.length > 3) throw new UsageError('参数应为 explain <规则包> <事实文件> <单位>，或 explain <周期> <单位>。')
  const computed = await (third === undefined
    ? fromCycle(first, second, computation === undefined ? undefined : Number(computation))
    : fromFile(first, second, third))
  const explained = await explainUnit(computed)
  return { json: shown(explained, form), text: () => explainedText(explained, form, (key) => gradeLabel(computed.pack, key)) }
}

/** For programs: every sentence, or the trees; and the rows behind the facts by the `origin` of a sentence. */
function shown({ score, place, origins, ...result }: Explained, form: Form): unknown {
  const part = ({ sentences, narrated, branches }: Part) =>
    form === 'tree' ? { tree: branches } : { sentences: form === 'table' ? sentences : narrated }
  return { ...result, score: part(score), place: part(place), origins: Object.fromEntries(origins) }
}

/** Adds it to the command line. */
export function registerExplain(program: Command): void {
  verb(program, 'explain', VERBS.explain)
    .argument('<of...>', ARGUMENTS.explained)
    .addOption(new Option('--form <form>', OPTIONS.form).choices(FORMS).default('sentences'))
    .option('--computation <n>', VERSION_OPTIONS.version)
    .action(answering(answer))
}
