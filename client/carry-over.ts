import type { Selectable } from 'kysely'
import type { Queries } from '../records/database.ts'
import { packOfVersion } from '../records/pack.ts'
import { parametersInForce } from '../records/parameter.ts'
import { Refusal } from '../records/refusal.ts'
import { outcomeOf } from '../records/result.ts'
import type { CarriedKind, Schema } from '../records/schema.ts'
import { additionsInForce, type AdditionRow } from '../records/score.ts'
import { checkUnitFacts, gradeLabel, sha256, type Pack } from '../scoring/index.ts'
import { postsOf } from './posts.ts'

/** Something that a new year takes over from `row` of the old one. `words` tells it; `act` what it becomes there. */
export type Carry = {
  row: string
  kind: CarriedKind
  unit: string
  words: string
  content: { [name: string]: unknown }
  act?:
    | { score: { input: string; word: string } }
    | { addition: AdditionRow }
    | { post: Pick<Selectable<Schema['post']>, 'key' | 'name' | 'mail'> }
}
/** All of it, kind by kind; `absent` is what finds no place in the new year, listed so that it is not lost. */
export type CarryPlan = { from: string; version: number; items: Carry[] }

/** What a pack would take over from a year that is published; nothing is written. @throws Refusal `not-found`, `conflict` when it is not published yet */
export async function carryPlan(queries: Queries, from: string, to: Pack): Promise<CarryPlan> {
  const publication = await queries.selectFrom('publication').select('version').where('cycle', '=', from).executeTakeFirst()
  const { version } = publication ?? (await unpublished(queries, from))
  const old = await packOfVersion(queries, from, version)
  const found = [
    ...(await gradesOf(queries, from, version, old, to)),
    ...(await eventsOf(queries, from, old, to)),
    ...(await rectificationsOf(queries, from, old, to)),
    ...(await postsCarried(queries, from, to)),
  ]
  const known = new Map(to.roster.units.map((unit) => [unit.key, unit.class]))
  const items = found.map((one) =>
    one.unit !== '' && !known.has(one.unit) ? absent(one, '不在新的名册中') : fitting(to, known.get(one.unit) ?? '', one),
  )
  return { from, version, items: [...items, ...gone(old, to, items)] }
}

async function unpublished(queries: Queries, from: string): Promise<never> {
  const row = await queries.selectFrom('cycle').select('id').where('id', '=', from).executeTakeFirst()
  if (!row) throw new Refusal('not-found', `没有名为“${from}”的年度考评周期；用 cycle list 查看现有周期。`)
  throw new Refusal('conflict', `周期“${from}”的考评结果还没有公布，不能转入下年。`)
}

const absent = ({ act: _, ...one }: Carry, why: string): Carry => ({
  ...one,
  kind: 'absent',
  content: { ...one.content, kind: one.kind, why },
  words: `${one.words}：${why}，未转入`,
})

/** What the new pack does not take is told, with its reason. */
function fitting(to: Pack, unitClass: string, one: Carry): Carry {
  if (!one.act || 'post' in one.act) return one
  const facts =
    'score' in one.act ? { [one.act.score.input]: one.act.score.word } : { [one.act.addition.input]: [eventOf(one.act.addition, to)] }
  const [problem] = checkUnitFacts(to, unitClass, facts)
  return problem ? absent(one, problem.message.replace(/。$/u, '')) : one
}

function eventOf(row: AdditionRow, { scoring }: Pack): { [field: string]: string } {
  const input = scoring.inputs[row.input]
  const own: { [field: string]: string | null } = { points: row.points, ground: row.ground, document: row.document, ...row.fields }
  return Object.fromEntries(
    Object.entries(own).filter(
      (entry): entry is [string, string] => entry[1] !== null && input?.type === 'events' && entry[0] in input.fields,
    ),
  )
}

async function gradesOf(queries: Queries, from: string, version: number, old: Pack, to: Pack): Promise<Carry[]> {
  const rules = (to.scoring.carryOver ?? []).filter((rule) => rule.from === 'grade')
  const outcome = rules.length === 0 ? null : await outcomeOf(queries, from, version)
  const standings = outcome?.cohorts.flatMap((cohort) => cohort.units) ?? []
  return rules.flatMap(({ input, words, otherwise }) => {
    const declared = to.scoring.inputs[input]
    const classes = new Map(to.roster.units.map((unit) => [unit.key, unit.class]))
    return standings.flatMap(({ unit, grade }): Carry[] => {
      const word = (grade === null ? undefined : (words[grade] ?? grade)) ?? otherwise
      const wanted = !declared?.classes || declared.classes.includes(classes.get(unit) ?? '')
      if (word === undefined || (classes.has(unit) && !wanted)) return []
      const label = grade === null ? '没有等次' : gradeLabel(old, grade)
      const content = { input, word, grade, label, version }
      return [
        {
          row: `result/${version}/${unit}`,
          kind: 'grade',
          unit,
          words: `${declared?.label ?? input}：${word}（${label}）`,
          content,
          act: { score: { input, word } },
        },
      ]
    })
  })
}

/** Events after the close of the old year. */
async function eventsOf(queries: Queries, from: string, old: Pack, to: Pack): Promise<Carry[]> {
  const rules = (to.scoring.carryOver ?? []).filter((rule) => rule.from === 'events')
  if (rules.length === 0) return []
  const set = new Map((await parametersInForce(queries, from)).map(({ name, value }) => [name, value]))
  const rows = await additionsInForce(queries, from)
  return rules.flatMap(({ input, on, after }) => {
    const close = set.get(after) ?? old.scoring.parameters[after]?.value
    const late = rows.filter((row) => row.input === input && close !== undefined && (row.fields[on] ?? '') > close)
    return late.map((addition): Carry => {
      const { ground, document, points, fields } = addition
      const words = `${to.scoring.inputs[input]?.label ?? input}：${ground}（${fields[on]}，在 ${close} 之后）`
      return {
        row: `addition/${addition.id}`,
        kind: 'award',
        unit: addition.unit,
        words,
        content: { input, points, ground, document, fields, after: close },
        act: { addition },
      }
    })
  })
}

type Measure = { problem: string; measure: string; result: string }

/** What was to be put right: by default only where the office has not accepted the report, or there was none. */
async function rectificationsOf(queries: Queries, from: string, old: Pack, to: Pack): Promise<Carry[]> {
  const all = (to.scoring.carryOver ?? []).some((rule) => rule.from === 'rectifications' && rule.which === 'all')
  const steps = old.plan.filter(({ kind }) => kind === 'rectification').map(({ key }) => key)
  if (steps.length === 0) return []
  const tasks = queries.selectFrom('task').selectAll().where('cycle', '=', from).where('step', 'in', steps).where('verb', '=', 'submit')
  const rows = await tasks.where('key', 'not like', '%/%').orderBy('id').execute()
  const decisions = await queries
    .selectFrom('decision as d')
    .innerJoin('task as t', 't.id', 'd.task')
    .select(['t.step', 't.unit', 'd.outcome', 't.about'])
    .where('d.cycle', '=', from)
    .where('t.step', 'in', steps)
    .orderBy('d.id')
    .execute()
  const found: Carry[] = []
  for (const { id, step, unit, title } of rows) {
    const last = decisions.findLast((each) => each.step === step && each.unit === unit)
    const accepted = last?.outcome === 'accept'
    if (unit === null || (accepted && !all)) continue
    const problems = last === undefined || last.about === null ? [] : await problemsIn(queries, last.about)
    const words = `${title}（${accepted ? '已验收，列入下年考评' : '未验收'}）${problems.length > 0 ? `：${problems.join('；')}` : ''}`
    found.push({ row: `task/${id}`, kind: 'rectification', unit, words, content: { step, title, accepted, problems } })
  }
  return found
}

async function problemsIn(queries: Queries, submission: string): Promise<string[]> {
  const { content } = await queries.selectFrom('submission').select('content').where('id', '=', submission).executeTakeFirstOrThrow()
  return ((content as { measures?: Measure[] }).measures ?? []).map(({ problem }) => problem)
}

/** Who holds a post that is there in both years. Names and mailboxes stand in the log as hashes, and so they do here. */
async function postsCarried(queries: Queries, from: string, to: Pack): Promise<Carry[]> {
  const fresh = new Map(postsOf('', to.roster).map((post) => [post.key, post]))
  const rows = await queries.selectFrom('post').selectAll().where('cycle', '=', from).orderBy('key').execute()
  return rows.flatMap((post): Carry[] => {
    const now = fresh.get(post.key)
    if (!now || (now.name === post.name && post.mail === null)) return []
    const content = { post: post.key, name: sha256(post.name), mail: post.mail === null ? null : sha256(post.mail) }
    return [
      { row: `post/${post.key}`, kind: 'post', unit: post.unit ?? '', words: `岗位 ${post.key} 的姓名和邮箱`, content, act: { post } },
    ]
  })
}

/** Units of the old roster that the new one does not have and of which nothing else tells. */
function gone(old: Pack, to: Pack, items: readonly Carry[]): Carry[] {
  const [now, told] = [
    new Set(to.roster.units.map(({ key }) => key)),
    new Set(items.filter(({ kind }) => kind === 'absent').map(({ unit }) => unit)),
  ]
  return old.roster.units
    .filter(({ key }) => !now.has(key) && !told.has(key))
    .map(({ key, name }) => ({
      row: `unit/${key}`,
      kind: 'absent',
      unit: key,
      words: `${name}：不在新的名册中`,
      content: { name, kind: 'unit' },
    }))
}
