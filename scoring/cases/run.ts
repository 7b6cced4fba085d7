import { scoreAs } from '../evaluate/score-unit.ts'
import { checkUnitFacts } from '../facts/check.ts'
import { checkParameters } from '../facts/check-parameters.ts'
import type { Facts, UnitFacts } from '../facts/facts.ts'
import { gradeClass } from '../grade/grade.ts'
import type { Cohort, Standing, UnitResult } from '../outcome.ts'
import type { Case, GradeCase, ScoreCase } from '../pack/case-file.ts'
import type { Pack } from '../pack/pack.ts'
import { sealed } from '../trace/seal.ts'

export type CaseReport = { name: string; passed: boolean; expected: string; found: string; article: string }

/** Runs the pack's worked examples; strings must be equal to the last digit. */
export function runCases(pack: Pack): CaseReport[] {
  return pack.cases.map((one) => {
    const pairs = 'standings' in one ? gradeCase(pack, one) : scoreCase(pack, one)
    const wrong = pairs.filter(({ expected, found }) => expected !== found)
    const shown = wrong.length > 0 ? wrong : pairs
    const text = (side: 'expected' | 'found'): string => shown.map((pair) => `${pair.what}=${pair[side]}`).join('; ')
    return {
      name: one.name,
      passed: pairs.length > 0 && wrong.length === 0,
      expected: text('expected'),
      found: text('found'),
      article: article(one),
    }
  })
}

type Pair = { what: string; expected: string; found: string }

function article({ source }: Case): string {
  return 'article' in source ? source.article : `assumption:${source.assumption}`
}

function scoreCase(pack: Pack, { class: classKey, inputs, parameters, expect, error }: ScoreCase): Pair[] {
  const problems = [...checkParameters(pack, parameters), ...checkUnitFacts(pack, classKey, inputs)]
  const result = problems.length > 0 ? null : scoreAs(pack, '例', classKey, inputs as UnitFacts, given(parameters))
  const messages = [...problems, ...(result?.problems ?? [])].map(({ message }) => message).join(' ')
  if (error !== undefined || messages !== '') return [erred(error, messages)]
  return Object.entries(expect ?? {}).map(([what, expected]) => ({ what, expected, found: valueOf(result!, what) }))
}

/** An error that was expected must stand in the message; none expected, any message is wrong. */
function erred(expected: string | undefined, messages: string): Pair {
  const found = expected !== undefined && messages.includes(expected) ? expected : messages
  return { what: 'error', expected: expected ?? '', found }
}

function valueOf({ total, published, missing, state, trace }: UnitResult, what: string): string {
  if (what === 'total' || what === 'published') return (what === 'total' ? total : published) ?? state
  if (what === 'missing') return missing.join(' ')
  if (what === 'state') return state
  return trace.steps.find(({ id }) => id === what)?.value ?? '没有这一步'
}

function gradeCase(pack: Pack, { class: classKey, standings, parameters, expect, error }: GradeCase): Pair[] {
  const each = Object.entries(standings).flatMap(([unit, { facts }]) => checkUnitFacts(pack, classKey, facts ?? {}, `/${unit}`))
  const problems = [...checkParameters(pack, parameters), ...each]
  if (error !== undefined || problems.length > 0) return [erred(error, problems.map(({ message }) => message).join(' '))]
  const results = Object.entries(standings).map(([unit, standing]) => resultAs(pack, unit, classKey, standing))
  const units = Object.fromEntries(Object.entries(standings).map(([unit, { facts }]) => [unit, (facts ?? {}) as UnitFacts]))
  const cohort = gradeClass(pack, classKey, results, { pack: pack.pack.key, parameters: given(parameters), units })
  const byUnit = new Map(cohort.units.map((standing) => [standing.unit, standing]))
  return Object.entries(expect ?? {}).flatMap(([unit, values]) =>
    Object.entries(values).map(([what, expected]) => ({
      what: `${unit}.${what}`,
      expected,
      found: standingValue(cohort, byUnit.get(unit), what),
    })),
  )
}

/** Parameters of a case, which were checked. */
const given = (parameters: ScoreCase['parameters']): NonNullable<Facts['parameters']> =>
  (parameters ?? {}) as NonNullable<Facts['parameters']>

/** A result as given: a published score, or the word `undetermined`. */
function resultAs(pack: Pack, unit: string, classKey: string, { published, prizes }: GradeCase['standings'][string]): UnitResult {
  const trace = sealed({ phase: 'score', pack: pack.hash, subject: unit, class: classKey, steps: [], result: {} })
  const common = { unit, class: classKey, problems: [], ...(prizes ? { prizes } : {}), trace }
  if (published === 'undetermined') return { ...common, state: 'undetermined', total: null, published: null, missing: ['indicators'] }
  return { ...common, state: 'determined', total: published, published, missing: [] }
}

function standingValue({ prizes }: Cohort, standing: Standing | undefined, what: string): string {
  if (!standing) return '没有这个单位'
  if (what === 'rank' || what === 'grade' || what === 'last') return String(standing[what])
  const having = (state: 'applies' | 'open'): string =>
    standing.consequences
      .filter((one) => one.state === state)
      .map(({ key }) => key)
      .join(' ')
  const [, ask, prize] = /^(prize|won):(.+)$/u.exec(what) ?? []
  if (ask !== undefined) {
    const place = prizes.find(({ key }) => key === prize)?.units.find(({ unit }) => unit === standing.unit)
    return place ? String(ask === 'prize' ? place.rank : place.won) : '没有这个奖项'
  }
  if (what === 'consequences') return having('applies')
  if (what === 'open') return having('open')
  const one = standing.consequences.find(({ key }) => `value:${key}` === what || `bars:${key}` === what)
  return (what.startsWith('bars:') ? one?.bars.join(' ') : one?.value) ?? 'null'
}
