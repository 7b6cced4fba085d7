import { afterAll, beforeAll, expect, test } from 'vitest'
import { moveClock, roundsMessage } from '../../client/rehearsal/clock.ts'
import { untilQuiet } from '../../client/rehearsal/quiet.ts'
import { amend } from '../../client/verbs/amend.ts'
import { decide } from '../../client/verbs/decide.ts'
import { decideAmendment } from '../../client/verbs/decide-amendment.ts'
import { openCycle } from '../../client/verbs/open-cycle.ts'
import { submit } from '../../client/verbs/submit.ts'
import type { Call } from '../../client/verbs/verb.ts'
import { computedUnit } from '../../client/views/explained.ts'
import { leaveMessage } from '../../records/outbox.ts'
import { verify } from '../../scoring/index.ts'
import { workflowIds } from '../../workflows/ids.ts'
import { edit, nextVersion } from '../support/small-pack/versions.ts'
import { checker, office, smallPack } from '../support/small-pack/year.ts'
import { startTestSystem, type TestSystem } from '../support/system.ts'

let system: TestSystem
beforeAll(async () => {
  system = await startTestSystem()
})
afterAll(() => system.stop())

const s = 'late: escalate, source: { article: 一, quote: 得分按下列办法计算 }'
const party = `  - { key: party, kind: results, name: 党建, classes: [towns], input: party, actor: "body:牵头办", opens: 2017-12-11, due: 2017-12-15, ${s} }`
const survey = (opens: string, due: string) =>
  `  - { key: survey, kind: results, name: 评议, classes: [departments], input: public, actor: "body:调查队", opens: ${opens}, due: ${due}, ${s} }`
const computation = (key: string, after: string, opens: string) =>
  `  - { key: ${key}, kind: computation, name: ${key}, actor: nobody, after: [${after}], opens: ${opens}, due: ${opens}, ${s} }`
const spot = `  - { key: spot, kind: spotCheck, name: 抽查, sample: "1", actor: office, opens: 2018-01-08, due: 2018-01-12, ${s} }`
const gate = `  - { key: gate, kind: approval, name: 审定, chain: [领导组], actor: "body:领导组", after: [first], opens: 2018-01-09, due: 2018-01-10, ${s} }`

/** 丙镇 has 99 of 110 points of party work: 90 before the amendment, 45 after it. */
const old = smallPack((files) => {
  files['plan.yaml'] =
    `steps:\n${[party, computation('first', 'party', '2017-12-18'), survey('2018-01-08', '2018-01-12'), spot, computation('final', 'survey, spot', '2018-01-15')].join('\n')}\n`
})
const amended = nextVersion(old, (files) => {
  files['plan.yaml'] =
    `steps:\n${[party, computation('first', 'party', '2017-12-18'), survey('2018-01-10', '2018-01-11'), gate, computation('final', 'survey, gate', '2018-01-12')].join('\n')}\n`
  edit('scoring.yaml', 'scale: "100"', 'scale: "50"')(files)
})

test('interference 10: a version of the pack in mid-cycle is previewed, decided and taken over; the old results stay under the old one', async () => {
  const { database } = system
  const cycle = system.cycleId('amended')
  await openCycle(database, { id: cycle, pack: old, seed: '1', post: office, kind: 'rehearsal', clockAt: '2017-12-11T00:00:00.000Z' })
  const as = (post: string): Call => ({ database, cycle, post })
  const quiet = (now: string, round = false) => untilQuiet(database, cycle, now, round)
  /** 08:30 of a day: the daily round opens what opens. */
  const morning = async (day: string) => {
    await moveClock(database, cycle, `${day}T00:30:00.000Z`)
    await leaveMessage(database, roundsMessage(cycle))
    await quiet(`${day}T00:30:00.000Z`, true)
  }
  const hand = async (step: string, content: unknown, post: string) => submit(as(post), { task: await taskOf(cycle, step), content })

  await quiet('2017-12-11T00:00:00.000Z')
  await morning('2017-12-11')
  await hand('party', { results: { 丙镇: { raw: '99', full: '110' } } }, '牵头办#1')
  await quiet('2017-12-11T00:30:00.000Z')
  await moveClock(database, cycle, '2017-12-17T16:00:00.000Z')
  await quiet('2017-12-17T16:00:00.000Z')

  // preview and proposal by one post of the office, decision by another; the workflows of the year hear of it
  const { preview } = await amend(as(office), { pack: amended, document: '小字9号', reason: '党建减半' })
  expect(preview.effects.map(({ unit, score }) => [unit, score])).toEqual([['丙镇', '45']])
  expect(preview.steps.map(({ step, move }) => `${move} ${step}`)).toEqual([
    'changed survey',
    'cancelled spot',
    'added gate',
    'changed final',
  ])
  const { moved } = await decideAmendment(as(checker), { amendment: 1, outcome: 'approve' })
  expect(moved.find(({ step }) => step === 'survey')?.becomes).toEqual({
    opensAt: '2018-01-09T16:00:00.000Z',
    dueAt: '2018-01-11T16:00:00.000Z',
  })
  await quiet('2017-12-17T16:00:00.000Z')
  const statusOf = async (step: string) =>
    (
      await system.client.workflow
        .getHandle(workflowIds.step(cycle, step))
        .describe()
        .catch(() => null)
    )?.status.name
  await expect.poll(() => statusOf('spot')).toBe('COMPLETED')
  await expect.poll(() => statusOf('gate')).toBe('RUNNING')

  await morning('2018-01-08') // the day on which the old plan opened two steps
  expect(await stateOf(cycle, 'survey')).toBe('scheduled')
  await morning('2018-01-09')
  await decide(as('领导组#1'), { task: await taskOf(cycle, 'gate'), outcome: 'approve' })
  await morning('2018-01-10')
  await hand('survey', { results: { 甲局: '80', 乙局: '85' } }, '调查队#1')
  await quiet('2018-01-10T00:30:00.000Z')
  await moveClock(database, cycle, '2018-01-11T16:00:00.000Z')
  await quiet('2018-01-11T16:00:00.000Z')

  expect(await stateOf(cycle, 'final')).toBe('settled')
  await system.client.workflow.getHandle(workflowIds.cycle(cycle)).result()
  for (const [version, score, pack] of [
    [1, '90.00', old],
    [2, '45.00', amended],
  ] as const) {
    // prettier-ignore
    const { outcome, pack: used } = await computedUnit(database, cycle, '丙镇', version)
    const result = outcome.units.find(({ unit }) => unit === '丙镇')!
    expect([result.published, used.hash, verify(used, result.trace)]).toEqual([score, pack.hash, []])
  }
})

async function taskOf(cycle: string, step: string): Promise<string> {
  const tasks = system.database
    .selectFrom('task')
    .select('id')
    .where('cycle', '=', cycle)
    .where('step', '=', step)
    .where('state', '=', 'open')
  return (await tasks.executeTakeFirstOrThrow()).id
}

async function stateOf(cycle: string, key: string): Promise<string> {
  const rows = system.database.selectFrom('step').select('state').where('cycle', '=', cycle).where('key', '=', key)
  return (await rows.executeTakeFirstOrThrow()).state
}
