import { expect, test } from 'vitest'
import { replaceResults } from '../../client/verbs/replace-results.ts'
import { scoresInForce } from '../../records/score.ts'
import { computeStep, hand, putFacts, settleStep } from '../support/small-pack/stages.ts'
import { entriesOf, office, openYear, refused, useDatabase, type Year } from '../support/small-pack/year.ts'

const base = useDatabase()
const by = '调查队#1'
const inForce = async ({ cycle }: Year) =>
  Object.fromEntries((await scoresInForce(base.database, cycle, { input: 'public' })).map(({ unit, value }) => [unit, value]))

async function handedIn(): Promise<{ year: Year; task: string }> {
  const year = await openYear(base, { at: '2017-12-11T00:30:00.000Z' })
  await year.openNow('public-results')
  await hand(year, 'public-results', '调查队', by, { results: { 甲局: '88', 乙局: '90' } })
  await settleStep(year, 'public-results')
  return { year, task: (await year.task('public-results', '调查队')).id }
}

test('results of an agency are replaced whole by a document, and undone by another; all stay on record', async () => {
  const { year, task } = await handedIn()
  const replace = (document: string, results?: object) =>
    replaceResults(year.as(by), { task, document, ...(results ? { content: { results } } : {}) })
  await replace('更正函1号', { 甲局: '80', 乙局: '91.5' })
  expect(await inForce(year)).toEqual({ 甲局: '80', 乙局: '91.5' })
  await replace('更正函2号')
  expect(await inForce(year)).toEqual({ 甲局: '88', 乙局: '90' })
  const all = await base.database
    .selectFrom('score')
    .select('value')
    .where('cycle', '=', year.cycle)
    .where('input', '=', 'public')
    .execute()
  expect(all).toHaveLength(6)
  expect((await entriesOf(year)).filter(({ verb }) => verb === 'replace').map(({ content }) => content)).toMatchObject([
    { document: '更正函1号', undone: false },
    { document: '更正函2号', undone: true },
  ])
})

test('only by the body that handed them in, with a document, whole, and as long as nothing was computed from them', async () => {
  const { year, task } = await handedIn()
  const content = { results: { 甲局: '80', 乙局: '91.5' } }
  const replace = (post: string, more: object = { content }, document = '函1号') =>
    replaceResults(year.as(post), { task, document, ...more })
  await refused(base, 'wrong-role', /应由“调查队”办理/, () => replace(office))
  await refused(base, 'bad-input', /更正的文件依据.*不能为空/, () => replace(by, { content }, ' '))
  await refused(base, 'bad-input', /缺少 乙局/, () => replace(by, { content: { results: { 甲局: '80' } } }))
  await refused(base, 'conflict', /只报送过一次，没有更早的结果可以恢复/, () => replace(by, {}))
  await putFacts(year)
  await year.moveTo('2018-01-02T00:30:00.000Z')
  await year.openNow('computation')
  await computeStep(year, 'computation')
  await refused(base, 'conflict', /成绩已经据此计算.*申请复核/, () => replace(by))
})
