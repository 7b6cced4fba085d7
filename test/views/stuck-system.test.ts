import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { at } from '../../calendar/index.ts'
import { postOf } from '../../client/posts.ts'
import { untilQuiet } from '../../client/rehearsal/quiet.ts'
import { openCycle } from '../../client/verbs/open-cycle.ts'
import { retry } from '../../client/verbs/retry.ts'
import { stuckView } from '../../client/views/stuck/index.ts'
import { readPack } from '../support/packs.ts'
import { startTestSystem, type TestSystem } from '../support/system.ts'

let system: TestSystem
beforeAll(async () => {
  system = await startTestSystem()
})
afterAll(() => system.stop())

const office = postOf('office')
/** A plan that hands out feedback forms before anything was computed: the step cannot open. */
const formsTooEarly = readPack('dashiqiao-2017', (files) => {
  const source = 'source: { assumption: made-up-units }'
  files['plan.yaml'] = [
    'steps:',
    `  - { key: forms, kind: feedback, name: 反馈, actor: units, appealWindow: "2", answerWindow: "3", opens: 2017-03-27, due: 2017-03-31, late: escalate, ${source} }`,
    `  - { key: appeals, kind: appeals, of: forms, name: 复核, actor: units, after: [forms], opens: 2017-04-05, due: 2017-04-10, late: escalate, ${source} }`,
    `  - { key: results, kind: computation, name: 计算, actor: nobody, opens: 2017-03-27, due: 2017-03-31, late: escalate, ${source} }`,
  ].join('\n')
})

test('a step that wrong data hold up says so in its own words, with what waits for it, and leaves the list once it was tried again', async () => {
  const { database } = system
  const cycle = system.cycleId('stuck')
  const now = at('2017-03-27', '08:00')
  await openCycle(database, { id: cycle, pack: formsTooEarly, seed: '1', post: 'test', kind: 'rehearsal', clockAt: now })
  await untilQuiet(database, cycle, now, false)
  const items = async () => (await stuckView(database, cycle, office)).items
  await expect.poll(async () => (await items()).map(({ kind, title }) => [kind, title])).toEqual([['trouble', '反馈']])
  const [item] = await items()
  expect(item).toMatchObject({
    reason: '不能继续：尚未计算成绩，不能下发反馈单。更正后重试。',
    ...{ since: '2017-03-27 08:00', lateDays: null, blocks: ['复核'] },
  })
  expect(item?.verbs.map(({ command }) => command)).toEqual([`npx niankao cycle retry ${cycle} forms --reason 理由 --as office#1`])
  await retry({ database, cycle, post: office }, { step: 'forms', reason: '成绩已经计算' })
  await expect.poll(items, { timeout: 10_000 }).toEqual([])
}, 60_000)

test('an activity that fails is listed with the error in its own words and how often it was tried, and is gone once it went well', async () => {
  const { database, databaseUrl } = system
  const cycle = system.cycleId('broken')
  const owner = new pg.Client({ connectionString: databaseUrl })
  await owner.connect()
  try {
    await owner.query(`create function broken() returns trigger language plpgsql as $$ begin raise exception 'disk full'; end $$`)
    await owner.query(
      `create trigger broken before update of state on step for each row when (new.state = 'settled' and new.cycle = '${cycle}') execute function broken()`,
    )
    await openCycle(database, {
      id: cycle,
      pack: formsTooEarly,
      seed: '1',
      post: 'test',
      kind: 'rehearsal',
      clockAt: at('2017-03-27', '08:00'),
    })
    const failing = async (post = office) => (await stuckView(database, cycle, post)).items.filter(({ kind }) => kind === 'engine')
    await expect
      .poll(async () => (await failing()).map(({ reason }) => reason), { timeout: 20_000 })
      .toEqual([expect.stringMatching(/^计算成绩自 .* 起失败，已试 ([2-9]|\d\d) 次，仍在自动重试；最近一次 .*，错误：disk full$/)])
    const [item] = await failing()
    expect(item).toMatchObject({ title: '计算', step: { key: 'results', name: '计算' }, task: null })
    expect(item?.verbs.map(({ command }) => command)).toEqual([`npx niankao cycle retry ${cycle} results --reason 理由 --as office#1`])
    expect(await failing('市环保局/联络员')).toEqual([])
    await owner.query('drop trigger broken on step')
    await expect.poll(() => failing(), { timeout: 40_000 }).toEqual([])
    const [row] = await database.selectFrom('breakdown').selectAll().where('cycle', '=', cycle).execute()
    expect(row).toMatchObject({ activity: 'compute', subject: 'results', message: 'disk full', refused: false })
    expect(row?.over_at).not.toBeNull()
  } finally {
    await owner.end()
  }
}, 90_000)
