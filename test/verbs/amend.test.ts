import { describe, expect, test } from 'vitest'
import { advance } from '../../activities/advance.ts'
import { previewAmendment } from '../../client/amendment-preview.ts'
import { computedUnit } from '../../client/views/explained.ts'
import { rankingView } from '../../client/views/ranking.ts'
import { stepViews } from '../../client/views/steps.ts'
import { versionsView } from '../../client/views/versions.ts'
import { amend } from '../../client/verbs/amend.ts'
import { decideAmendment } from '../../client/verbs/decide-amendment.ts'
import { pause } from '../../client/verbs/pause.ts'
import { publish } from '../../client/verbs/publish.ts'
import { reorganise } from '../../client/verbs/reorganise.ts'
import { reschedule } from '../../client/verbs/reschedule.ts'
import { cycleClock } from '../../records/clock.ts'
import { packOfCycle } from '../../records/pack.ts'
import { verify, type Pack } from '../../scoring/index.ts'
import { changing, changingPack } from '../support/small-pack/changing.ts'
import { computeStep, putFacts } from '../support/small-pack/stages.ts'
import { edit, editStep, halved, nextVersion } from '../support/small-pack/versions.ts'
import {
  checker,
  entriesOf,
  liaison,
  messagesOf,
  office,
  openYear,
  putBook,
  refused,
  smallPack,
  useDatabase,
  type Year,
} from '../support/small-pack/year.ts'

const base = useDatabase()

const words = { document: '小字7号', reason: '过程分过重' }
const propose = (year: Year, pack: Pack, post: string = office) => amend(year.as(post), { pack, ...words })
const approve = (year: Year, post: string = checker) => decideAmendment(year.as(post), { amendment: 1, outcome: 'approve' })

async function computed(): Promise<Year> {
  const year = await openYear(base)
  await putFacts(year)
  await year.moveTo('2018-01-02T00:30:00.000Z')
  await year.openNow('computation')
  await computeStep(year, 'computation')
  return year
}
const published = async ({ database, cycle }: Year, version?: number) =>
  (await rankingView(database, cycle, version)).classes.flatMap(({ units }) =>
    units.map(({ unit, published, rank }) => [unit, published, rank]),
  )

describe('complaint 15: a formula is neither frozen nor changed silently', () => {
  test('a new version needs a document and another post, the preview says what it does, the old results stay under the old version', async () => {
    const year = await computed()
    const pack = nextVersion(year.pack, halved)
    const { preview, amendment } = await propose(year, pack)
    expect(amendment).toBe(1)
    expect(preview.changes).toHaveLength(4) // version, previous, and the rule for 部门: what was added up before, and what is now
    expect(preview.effects.map(({ name, changes }) => [name, ...changes.filter(({ field }) => field === 'published').map(({ before, after }) => `${before} → ${after}`)])).toEqual([
      ['乙局', '190.00 → 142.50'],
      ['甲局', '203.00 → 158.00'],
    ]) // prettier-ignore
    expect(preview.unchanged).toBe(1) // 丙镇
    expect(preview.steps).toEqual([])
    // proposed is not decided
    expect((await packOfCycle(year.database, year.cycle)).hash).toBe(year.pack.hash)
    await refused(base, 'wrong-role', /提出了第 1 次修订，不能自己决定/, () => approve(year, office))
    await refused(base, 'wrong-role', /此事应由“考核办”办理/, () => approve(year, liaison('甲局')))
    await refused(base, 'conflict', /第 1 次修订（小字7号）还没有决定/, () => propose(year, pack))

    const decided = await approve(year)
    expect(decided).toMatchObject({ pack: pack.hash, moved: [] })
    await refused(base, 'already-done', /已由 考核办#2 决定/, () => approve(year))
    expect(await published(year)).toEqual([['甲局', '203.00', 1], ['乙局', '190.00', 2], ['丙镇', '90.00', 1]]) // prettier-ignore

    await year.moveTo('2018-02-27T00:30:00.000Z')
    await year.openNow('final', { opens: '2018-02-27', due: '2018-02-28' })
    await computeStep(year, 'final')
    expect(await published(year)).toEqual([['甲局', '158.00', 1], ['乙局', '142.50', 2], ['丙镇', '90.00', 1]]) // prettier-ignore
    expect(await published(year, 1)).toEqual([['甲局', '203.00', 1], ['乙局', '190.00', 2], ['丙镇', '90.00', 1]]) // prettier-ignore
    for (const [version, own] of [
      [1, year.pack],
      [2, pack],
    ] as const) {
      // prettier-ignore
      const explained = await computedUnit(year.database, year.cycle, '甲局', version)
      const trace = explained.outcome.units.find(({ unit }) => unit === '甲局')!.trace
      expect([explained.pack.hash, explained.outcome.pack, trace.pack]).toEqual([own.hash, own.hash, own.hash])
      expect(verify(explained.pack, trace)).toEqual([])
    }
    const { difference } = await year.database
      .selectFrom('computation')
      .select('difference')
      .where('cycle', '=', year.cycle)
      .where('version', '=', 2)
      .executeTakeFirstOrThrow()
    expect(difference).toMatchObject({ unchanged: ['丙镇'] })
    const view = await versionsView(year.database, year.cycle)
    expect(view.computations.map((each) => each.pack)).toEqual([year.pack.hash, pack.hash])
    expect(view.amendments).toMatchObject([
      { document: '小字7号', proposed: { by: '考核办1号岗' }, decided: { outcome: 'approve', by: '考核办2号岗' } },
    ])
    const log = (await entriesOf(year)).filter(({ verb }) => verb.endsWith('amendment'))
    expect(log.map(({ verb, by }) => [verb, by])).toEqual([['propose-amendment', office], ['decide-amendment', checker]]) // prettier-ignore
  })

  test('a version that is refused changes nothing, and the reason stays', async () => {
    const year = await computed()
    await propose(year, nextVersion(year.pack, halved))
    await refused(base, 'bad-input', /不同意的应写明理由/, () => decideAmendment(year.as(checker), { amendment: 1, outcome: 'refuse' }))
    await decideAmendment(year.as(checker), { amendment: 1, outcome: 'refuse', reason: '年中不宜改' })
    expect((await packOfCycle(year.database, year.cycle)).hash).toBe(year.pack.hash)
    expect((await versionsView(year.database, year.cycle)).amendments[0]!.decided).toMatchObject({
      outcome: 'refuse',
      reason: '年中不宜改',
    })
  })
})

const half = (line: string): string =>
  line
    .replace('key: report', 'key: half-year')
    .replace('name: report', 'name: half-year')
    .replace('2017-12-01', '2017-07-03')
    .replace('2017-12-08', '2017-07-07')

describe('the plan of a version', () => {
  test('what has not opened moves, is added or is cancelled; what has opened goes on as it was', async () => {
    const year = await openYear(base)
    await advance(year.database, cycleClock, year.cycle) // declarations open, evaluations have their dates
    await year.openNow('declaration')
    const pack = nextVersion(year.pack, (files) => {
      editStep('declaration', (line) => [line.replace('2017-04-07', '2017-04-14')])(files) // which is open
      editStep('spot-check', () => null)(files)
      editStep('report', (line) => [half(line), line])(files)
      editStep('public-results', (line) => [line.replace('2017-12-11', '2017-12-18').replace('2017-12-15', '2017-12-22')])(files)
    })
    const { preview } = await propose(year, pack)
    expect(preview.steps.map(({ step, move }) => [step, move])).toEqual([
      ['declaration', 'kept'],
      ['spot-check', 'cancelled'],
      ['half-year', 'added'],
      ['public-results', 'changed'],
    ])
    const sent = (await messagesOf(year)).length
    const { moved } = await approve(year)
    expect(moved.at(-1)).toEqual({
      step: 'public-results',
      name: 'public-results',
      move: 'changed',
      was: { opensAt: '2017-12-10T16:00:00.000Z', dueAt: '2017-12-15T16:00:00.000Z' },
      becomes: { opensAt: '2017-12-17T16:00:00.000Z', dueAt: '2017-12-22T16:00:00.000Z' },
    })
    expect((await messagesOf(year)).slice(sent)).toEqual(['changed step/public-results'])
    expect(await year.step('declaration')).toMatchObject({ state: 'open', due_at: '2017-04-07T16:00:00.000Z', spec: { due: '2017-04-07' } })
    expect(await year.step('spot-check')).toMatchObject({ state: 'settled', cancelled_by: 1 })
    expect(await year.step('half-year')).toMatchObject({ state: 'planned', kind: 'report', mode: 'tasks' })
    const views = await stepViews(year.database, year.cycle, pack, '2017-03-27T00:00:00.000Z')
    expect(views.find(({ key }) => key === 'spot-check')).toMatchObject({
      state: 'cancelled',
      waiting: '办法的第 1 次修订删去了本环节，不再办理',
    })
    const order = views.map(({ key }) => key)
    expect(order.indexOf('half-year')).toBe(order.indexOf('report') - 1)
    expect(
      new Set((await year.database.selectFrom('step').select('ord').where('cycle', '=', year.cycle).execute()).map(({ ord }) => ord)).size,
    ).toBe(order.length)
  })

  test('a step that is to wait for one that is not over waits again, and its workflow hears of its new dates', async () => {
    const year = await openYear(base)
    await advance(year.database, cycleClock, year.cycle)
    expect(await year.step('public-results')).toMatchObject({ state: 'scheduled' })
    const waiting = editStep('public-results', (line) => [line.replace('opens:', 'after: [leader-evaluation], opens:')])
    const pack = nextVersion(year.pack, waiting)
    await propose(year, pack)
    expect((await approve(year)).moved).toMatchObject([{ step: 'public-results', becomes: null }])
    expect(await year.step('public-results')).toMatchObject({ state: 'planned' })
    await year.database.updateTable('step').set({ state: 'settled', settled_at: '2017-12-15T16:00:00.000Z' }).where('cycle', '=', year.cycle).where('key', '=', 'leader-evaluation').execute() // prettier-ignore
    await year.moveTo('2017-12-15T16:00:00.000Z')
    await advance(year.database, cycleClock, year.cycle)
    expect(await year.step('public-results')).toMatchObject({ state: 'open', due_at: '2017-12-18T16:00:00.000Z' })
    expect((await messagesOf(year)).at(-1)).toBe('changed step/public-results')
  })
})

describe('a version that does not fit', () => {
  test('is refused with a line for each fault, and nothing is stored', async () => {
    const year = await openYear(base)
    const cases: [Pack, RegExp][] = [
      [smallPack(halved), /previous 应为现行版本的摘要 [0-9a-f]{64}，实为 空/],
      [nextVersion(year.pack, edit('roster.yaml', 'name: 甲局,', 'name: 甲委,')), /名册的单位有变动：.*机构调整/],
      [nextVersion(year.pack, edit('roster.yaml', 'name: 张市长,', 'name: 王市长,')), /名册的机构有变动/],
      [year.pack, /内容相同/],
    ]
    for (const [pack, sentence] of cases) await refused(base, 'bad-input', sentence, () => propose(year, pack))
  })

  test('is refused when it does not allow what is on record', async () => {
    const year = await openYear(base)
    await putFacts(year)
    const pack = nextVersion(
      year.pack,
      edit('scoring.yaml', 'process: { type: number, min: "0", max: "100"', 'process: { type: number, min: "0", max: "92"'),
    )
    const { faults } = await previewAmendment(year.database, year.cycle, pack)
    expect(faults).toEqual([expect.stringMatching(/^在案的事实 .*乙局.*process.* 与新版本不合：.*不高于 92/u)])
    await refused(base, 'bad-input', /有 1 处不合/, () => propose(year, pack))
  })

  test('is refused by whoever is not of the office, without a document, and once the results are published', async () => {
    const year = await computed()
    const pack = nextVersion(year.pack, halved)
    await refused(base, 'wrong-role', /应由“考核办”/, () => propose(year, pack, liaison('甲局')))
    await refused(base, 'bad-input', /document/, () => amend(year.as(office), { pack, document: ' ', reason: '因' }))
    await year.openNow('publication', { opens: '2018-01-02', due: '2018-01-03' })
    await publish(year.as(office), { task: (await year.task('publication', 'publish')).id })
    await refused(base, 'conflict', /已经公布，办法不能再修订/, () => propose(year, pack))
  })

  test('a version with the word that a body decides is decided by that body alone', async () => {
    const pack = smallPack((files) => {
      files['pack.yaml'] += 'amendments: { body: 领导组, source: { article: 一, quote: 得分按下列办法计算 } }\n'
    })
    const year = await openYear(base, { pack })
    await propose(year, nextVersion(pack, (files) => {
      files['pack.yaml'] += 'amendments: { body: 领导组, source: { article: 一, quote: 得分按下列办法计算 } }\n'
      halved(files)
    })) // prettier-ignore
    await refused(base, 'wrong-role', /修订应由“领导组”决定（一）/, () => approve(year))
    expect(await approve(year, '领导组#1')).toMatchObject({ outcome: 'approve' })
  })
})

test('a day that a document has moved stays moved where the new version says the same of it as before', async () => {
  const year = await openYear(base)
  await advance(year.database, cycleClock, year.cycle)
  await reschedule(year.as(office), { step: 'public-results', opens: '2017-12-13', document: '小字4号', reason: '会期' })
  const later = editStep('public-results', (line) => [line.replace('due: 2017-12-15', 'due: 2017-12-22')])
  await propose(year, nextVersion(year.pack, later))
  expect((await approve(year)).moved).toMatchObject([
    { step: 'public-results', becomes: { opensAt: '2017-12-12T16:00:00.000Z', dueAt: '2017-12-22T16:00:00.000Z' } },
  ])
})

test('a version takes no effect while the year is paused', async () => {
  const year = await openYear(base)
  await propose(year, nextVersion(year.pack, halved))
  await pause(year.as(office), { clocks: 'kept', document: '停字1号', reason: '洪水' })
  await refused(base, 'conflict', /暂停/, () => approve(year))
})

test('units that were renamed or merged in the course of the year are no hindrance: a version with the roster of its beginning fits', async () => {
  const year = await openYear(base, { pack: changingPack() })
  await putBook(year)
  const issued = '2017-04-25T00:00:00.000Z'
  await base.database
    .updateTable('step')
    .set({ state: 'settled', opens_at: issued, due_at: issued, settled_at: issued })
    .where('cycle', '=', year.cycle)
    .where('key', 'in', ['task-book', 'town-task-book'])
    .execute()
  await year.moveTo('2017-10-09T02:00:00.000Z')
  const paper = { on: '2017-10-01', document: '县编委〔2017〕8号', reason: '机构改革' }
  await reorganise(year.as(office), { kind: 'rename', unit: '丙镇', name: '丙街道', ...paper })
  await reorganise(year.as(office), { kind: 'merge', from: ['甲局', '乙局'], into: { key: '新局' }, ...paper })
  const pack = nextVersion(year.pack, (files) => {
    changing()(files)
    edit('scoring.yaml', 'places: "2"', 'places: "3"')(files)
  })
  const { preview } = await propose(year, pack)
  expect(preview.faults).toEqual([])
  expect(await approve(year)).toMatchObject({ outcome: 'approve' })
  const { roster } = await packOfCycle(base.database, year.cycle)
  expect(roster.units.map(({ key, name }) => [key, name])).toEqual([
    ['新局', '新局'],
    ['丙镇', '丙街道'],
  ])
})
