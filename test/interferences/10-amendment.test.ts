import { expect, test } from 'vitest'
import { amend } from '../../client/verbs/amend.ts'
import { decideAmendment } from '../../client/verbs/decide-amendment.ts'
import { computedUnit } from '../../client/views/explained.ts'
import { verify } from '../../scoring/index.ts'
import { workflowIds } from '../../workflows/ids.ts'
import { runOf } from '../support/histories.ts'
import { openRunningYear } from '../support/running-year.ts'
import { hand, ruleOn } from '../support/small-pack/stages.ts'
import { edit, nextVersion } from '../support/small-pack/versions.ts'
import { checker, office, smallPack } from '../support/small-pack/year.ts'
import { useSystem } from '../support/system.ts'

const system = useSystem()

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
  const year = await openRunningYear(system, 'amended', old, '2017-12-11')
  const { cycle, as, morning } = year

  await morning('2017-12-11')
  await hand(year, 'party', '牵头办', '牵头办#1', { results: { 丙镇: { raw: '99', full: '110' } } })
  await year.rest()
  await year.night('2017-12-17')

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
  await year.rest()
  const statusOf = async (step: string) => (await runOf(system.client, workflowIds.step(cycle, step)))?.status.name
  await expect.poll(() => statusOf('spot')).toBe('COMPLETED')
  await expect.poll(() => statusOf('gate')).toBe('RUNNING')

  await morning('2018-01-08') // the day on which the old plan opened two steps
  expect(await year.step('survey')).toMatchObject({ state: 'scheduled' })
  await morning('2018-01-09')
  await ruleOn(year, 'gate', '0/1', 'approve', '领导组#1')
  await morning('2018-01-10')
  await hand(year, 'survey', '调查队', '调查队#1', { results: { 甲局: '80', 乙局: '85' } })
  await year.rest()
  await year.night('2018-01-11')

  expect(await year.step('final')).toMatchObject({ state: 'settled' })
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
