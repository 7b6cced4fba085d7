import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { verifyArchive } from '../../client/archive/verify.ts'
import { writeArchive } from '../../client/archive/write.ts'
import { reportText } from '../../client/cli/report.ts'
import { explainUnit } from '../../client/cli/verbs/explain.ts'
import { scored, scoreFile } from '../../client/cli/verbs/score.ts'
import { verifyText } from '../../client/cli/verbs/verify.ts'
import { readFiles } from '../../client/packs.ts'
import { rehearse, type RehearsalReport } from '../../client/rehearsal/index.ts'
import type { Incident } from '../../client/rehearsal/incidents/index.ts'
import { reportPage } from '../../client/report-page/page.ts'
import { closeCycle } from '../../client/verbs/close-cycle.ts'
import { factsOf } from '../../records/facts.ts'
import { packOfCycle } from '../../records/pack.ts'
import { outcomeOf } from '../../records/result.ts'
import { parsePack, verify, type Pack } from '../../scoring/index.ts'
import { startTestSystem, type TestSystem } from '../support/system.ts'

/** The pack of the guide, whose task books may be adjusted, and which says what becomes of units and indicators that change. */
function changingFiles(): Record<string, string> {
  const files = readFiles(fileURLToPath(new URL('../packs/county', import.meta.url)))
  const source = 'source: { article: 第四条, quote: 经县考核办审核后列入任务书 }'
  const adjustment = `  - key: adjustment
    kind: adjustment
    name: 任务调整
    actor: units
    after: [task-book]
    opens: { workingDays: "1", after: settled }
    due: 2019-12-06
    late: lapse
    ${source}
`
  const inheritance = `{ rule: daysWeighted, events: carried, ${source} }`
  return {
    ...files,
    'plan.yaml': files['plan.yaml']!.replace('  - key: year-end-report\n', `${adjustment}  - key: year-end-report\n`),
    'roster.yaml': `${files['roster.yaml']}reorganisation:\n  merged: ${inheritance}\n  split: ${inheritance}\n`,
    'indicators.yaml': `${files['indicators.yaml']}changes:
  adjusted: { rule: daysWeighted, ${source} }
  withdrawn: { rule: proportional, ${source} }
`,
  }
}

function changing(): Pack {
  const parsed = parsePack(changingFiles())
  if (!parsed.ok) throw new Error(parsed.problems.map(({ message }) => message).join('\n'))
  return parsed.pack
}

const papers = { at: '10:00', document: '县编委〔2019〕8号', reason: '机构改革' }
const incidents: Incident[] = [
  { kind: 'rename', on: '2019-09-10', unit: '县教育局', name: '县教育体育局', ...papers },
  { kind: 'withdrawIndicator', on: '2019-09-16', unit: '青石镇', indicator: '1', ...papers },
  { kind: 'adjustTarget', on: '2019-10-08', from: '2019-10-01', unit: '县民政局', indicator: '1', standard: '减为八件', ...papers },
  { kind: 'merge', on: '2019-10-15', from: ['白沙镇', '柳林乡'], into: '白柳镇', ...papers },
  {
    ...{ kind: 'split', on: '2019-12-12', unit: '县财政局', ...papers },
    into: [
      { key: '县财政局', indicators: ['1', '2', '3'] },
      { key: '县国资局', indicators: ['4', '5'] },
    ],
  },
]

const pack = changing()
let systems: TestSystem[]
let reports: RehearsalReport[]
beforeAll(async () => {
  systems = [await startTestSystem(), await startTestSystem()]
  reports = await Promise.all(
    systems.map((system) => rehearse({ database: system.database, pack, cycle: system.cycleId('changed'), seed: 'changed', incidents })),
  )
}, 300_000)
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'niankao-changed-'))
afterAll(async () => {
  fs.rmSync(folder, { recursive: true })
  await Promise.all(systems.map((system) => system.stop()))
})

test('interference 7: a rehearsed year in which units and indicators change goes on to its publication, twice with the same result', async () => {
  const [one, two] = reports
  expect(two!.resultHash).toBe(one!.resultHash)
  expect(two!.tasks).toEqual(one!.tasks)
  const units = one!.units.map(({ unit, name }) => `${unit} ${name}`)
  for (const listed of ['县教育局 县教育体育局', '白柳镇 白柳镇', '县国资局 县国资局', '县财政局 县财政局']) expect(units).toContain(listed)
  expect(units.filter((unit) => /白沙镇|柳林乡/u.test(unit))).toEqual([])
  expect(one!.units.filter(({ rank, published }) => rank === null || published === null)).toEqual([])
  const { database } = systems[0]!
  const [inForce, outcome] = [await packOfCycle(database, one!.cycle), await outcomeOf(database, one!.cycle, 2)]
  for (const { trace } of [...outcome!.units, ...outcome!.cohorts]) expect(verify(inForce, trace)).toEqual([])
})

test('its report says what became of units and indicators, in the text and on the page', () => {
  const [report] = reports
  const { units, indicators } = report!.changes
  // five tasks for each of the two towns that are merged, two of the department that is split
  expect(units.map(({ kind, on, from, into, indicators: moved }) => [kind, on, from, into, moved])).toEqual([
    ['rename', '2019-09-10', ['县教育局'], ['县教育体育局'], 0],
    ['merge', '2019-10-15', ['白沙镇', '柳林乡'], ['白柳镇'], 10],
    ['split', '2019-12-12', ['县财政局'], ['县财政局', '县国资局'], 2],
  ])
  expect(indicators.map(({ unit, indicator, now }) => [unit, indicator, now === null])).toEqual(
    expect.arrayContaining([
      ['县民政局', '1', false],
      ['青石镇', '1', true],
    ]),
  )
  const text = reportText(pack, report!)
  const page = reportPage(pack, report!)
  for (const said of [
    '2019-09-10 县教育局更名为县教育体育局（县编委〔2019〕8号，机构改革）：记录不动，当日起用新名称',
    '2019-10-15 白沙镇、柳林乡合并为白柳镇（县编委〔2019〕8号，机构改革）：指标 10 项、得分 0 个、加减分 0 件转给承接单位',
    '2019-12-12 县财政局分立为县财政局、县国资局',
    '青石镇 指标 1“',
    '完成标准改为“减为八件”',
    '10 项承接自柳林乡、白沙镇',
    // of a year from 1 January: 273 days until 30 September, 92 from 1 October on
    '（2019-01-01 至 2019-09-30，273 天）',
  ]) {
    expect(text).toContain(said)
    expect(page).toContain(said)
  }
  expect(page).toContain('<td>单位合并</td>')
  expect(page).not.toContain('reorganise')
})

test('without a server its dossier is whole, and a file of its facts is scored, verified and explained with the units that are', async () => {
  const { database } = systems[0]!
  const { cycle } = reports[0]!
  const pack = await packOfCycle(database, cycle)
  const facts = path.join(folder, 'facts.json')
  fs.writeFileSync(facts, JSON.stringify(await factsOf(database, cycle, pack)))
  const home = path.join(folder, 'pack')
  for (const [name, text] of Object.entries(changingFiles())) {
    fs.mkdirSync(path.dirname(path.join(home, name)), { recursive: true })
    fs.writeFileSync(path.join(home, name), text)
  }
  const { pack: inForce, outcome } = await scoreFile(home, facts)
  expect(outcome.resultHash).toBe(reports[0]!.resultHash)
  const json = scored(inForce, outcome, true)
  expect(json.units.map(({ name }) => name)).toContain('白柳镇')
  const verdicts = await verifyText(JSON.stringify(json), home)
  expect(verdicts.filter(({ holds }) => !holds)).toEqual([])
  const explained = (unit: string) => explainUnit({ pack: inForce, outcome, unit, origins: new Map() })
  expect((await explained('白柳镇')).unit).toBe('白柳镇')
  await expect(explained('白沙镇')).rejects.toThrow('“白沙镇”自 2019-10-15 起并入“白柳镇”（县编委〔2019〕8号）')

  await closeCycle({ database, cycle, post: 'office#1' }, { document: '归档1号' })
  await writeArchive(database, cycle, path.join(folder, 'dossier'))
  expect(verifyArchive(path.join(folder, 'dossier'))).toMatchObject({ ok: true, faults: [] })
})
