import { expect, test } from 'vitest'
import { ENGINE_VERSION, openCycle, type OpenCycleInput } from '../../client/verbs/open-cycle.ts'
import { calendarVersion } from '../../calendar/index.ts'
import { packOfCycle } from '../../records/pack.ts'
import { office, openYear, refused, smallPack, useDatabase } from '../support/small-pack/year.ts'

const base = useDatabase()
const pack = smallPack()
const rehearsal = (id: string, more: Partial<OpenCycleInput> = {}): OpenCycleInput =>
  ({ id, pack, seed: '7', post: office, kind: 'rehearsal', clockAt: '2017-03-26T16:00:00.000Z', ...more }) as OpenCycleInput
const open = (input: OpenCycleInput) => openCycle(base.database, input)
const decided = smallPack((files) => {
  files['assumptions.yaml'] = files['assumptions.yaml']!.replace('decided: null', 'decided: { by: 考核办, document: 文1, on: 2017-01-05 }')
})

test('a cycle pins pack, engine and calendar, and starts with its roster, its posts and its planned steps', async () => {
  await open(rehearsal('2017-一'))
  const { database } = base
  const cycle = await database.selectFrom('cycle').selectAll().where('id', '=', '2017-一').executeTakeFirstOrThrow()
  expect(cycle).toMatchObject({
    kind: 'rehearsal',
    pack: pack.hash,
    engine: ENGINE_VERSION,
    calendar: calendarVersion(),
    seed: '7',
    state: 'open',
  })
  expect(cycle).toMatchObject({ opened_at: '2017-03-26T16:00:00.000Z', clock_at: '2017-03-26T16:00:00.000Z' })
  const units = await database.selectFrom('unit').selectAll().where('cycle', '=', '2017-一').orderBy('ord').execute()
  expect(units.map((unit) => [unit.key, unit.class])).toEqual([
    ['甲局', 'departments'],
    ['乙局', 'departments'],
    ['丙镇', 'towns'],
  ])
  const posts = await database.selectFrom('post').select('key').where('cycle', '=', '2017-一').execute()
  // 3 liaison officers, 3 of the office, 2 for each of two assessors, 1 for each of the five other bodies
  expect(posts).toHaveLength(3 + 3 + 4 + 5)
  const steps = await database.selectFrom('step').selectAll().where('cycle', '=', '2017-一').orderBy('ord').execute()
  expect(steps.map((step) => step.key)).toEqual(pack.plan.map((step) => step.key))
  expect(new Set(steps.map((step) => step.state))).toEqual(new Set(['planned']))
  expect(steps.filter((step) => step.mode === 'window').map((step) => step.key)).toEqual(['adjustment', 'additions'])
  expect(steps.filter((step) => step.mode === 'automatic').map((step) => step.key)).toEqual([
    'task-book',
    'town-task-book',
    'computation',
    'final',
  ])
  const messages = await database.selectFrom('outbox').selectAll().where('workflow_id', '=', 'cycle/2017-一').execute()
  expect(messages).toMatchObject([{ action: 'start', workflow: 'annualCycle', argument: ['2017-一'] }])
  const entries = await database.selectFrom('entry').selectAll().where('cycle', '=', '2017-一').execute()
  expect(entries).toMatchObject([
    { verb: 'open', subject: '2017-一', by_post: office },
    // printf 7/spot-check | sha256sum | cut -c1-64 | tr -d '\n' | sha256sum
    { verb: 'commit', content: '{"spot-check":"570e2ffc187f64dfa2bbfafec91c78e60ce22c42f9124a341aebd726dee39599"}', by_post: office },
  ])
})

test('two cycles of one pack store it once, and read it back as it was', async () => {
  await open(rehearsal('2017-二'))
  await open(rehearsal('2017-三', { seed: '8' }))
  const stored = await base.database.selectFrom('pack').select(['hash', 'key', 'version']).where('hash', '=', pack.hash).execute()
  expect(stored).toEqual([{ hash: pack.hash, key: 'small', version: '1' }])
  expect(await packOfCycle(base.database, '2017-三')).toEqual(pack)
})

test('an id is taken once, also by two at the same moment', async () => {
  await open(rehearsal('2017-四'))
  await refused(base, 'already-done', /周期“2017-四”已经存在；用 cycle status 2017-四 查看/, () => open(rehearsal('2017-四')))
  const both = await Promise.allSettled([open(rehearsal('2017-五')), open(rehearsal('2017-五'))])
  expect(both.map((each) => each.status).sort()).toEqual(['fulfilled', 'rejected'])
  expect(both.find((each) => each.status === 'rejected')?.reason).toMatchObject({ code: 'already-done' })
  expect(await base.database.selectFrom('unit').select('key').where('cycle', '=', '2017-五').execute()).toHaveLength(3)
})

test.each(['', 'a b', 'a/b', 'a\tb', '　', 'x'.repeat(81)])('`%.10s` is no id', async (id) => {
  await refused(base, 'bad-input', /周期编号应为 1 至 80 个字符，不含空格和斜线/, () => open(rehearsal(id)))
})

test('a live cycle waits until each assumption is decided on record; a rehearsal does not', async () => {
  const live = (id: string, given = pack): OpenCycleInput => ({ id, pack: given, seed: '1', post: office, kind: 'live' })
  await refused(base, 'conflict', /规则包 small 尚有 1 项未决事项，正式周期不能开启：way（如何计算）.*逐项填写 decided/, () =>
    open(live('2017-正式')),
  )
  await open(live('2017-正式', decided))
  const row = await base.database.selectFrom('cycle').selectAll().where('id', '=', '2017-正式').executeTakeFirstOrThrow()
  expect(row).toMatchObject({ kind: 'live', clock_at: null })
  await openYear(base)
})

test('nobody but a post of the office opens a live cycle', async () => {
  for (const post of ['甲局/联络员', '乙局办#1', '考核办', '考核办#9', '市长', ''])
    await refused(base, 'wrong-role', /周期应由“.+”开启，如岗位“考核办#1”；岗位“.*”无权开启/, () =>
      open({ id: '2017-无权', pack: decided, seed: '1', post, kind: 'live' }),
    )
})

test('a live cycle does not open on a pack in which lint finds errors; all of them are told', async () => {
  const wrong = smallPack((files) => {
    files['assumptions.yaml'] = files['assumptions.yaml']!.replace(
      'decided: null',
      'decided: { by: 考核办, document: 文1, on: 2017-01-05 }',
    )
    files['plan.yaml'] = files['plan.yaml']!.replace(/quote: .+? \}/, 'quote: 原文没有这一句 }')
  })
  const live: OpenCycleInput = { id: '2017-有错', pack: wrong, seed: '1', post: office, kind: 'live' }
  const { details } = await refused(base, 'bad-input', /规则包 small 有 1 处错误，正式周期不能开启；用 lint/, () => open(live))
  expect(details).toEqual([expect.stringMatching(/^plan\.yaml .*原文没有这一句/)])
})

test('a live cycle has no clock that could be moved, and a rehearsal always has one', async () => {
  const year = await openYear(base, { kind: 'live', pack: decided })
  await expect(year.moveTo('2030-01-01T00:00:00.000Z')).rejects.toThrow(/check constraint/)
  const other = await openYear(base)
  const gone = base.database.updateTable('cycle').set({ clock_at: null }).where('id', '=', other.cycle).execute()
  await expect(gone).rejects.toThrow(/check constraint/)
})
