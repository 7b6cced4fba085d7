import { expect, test } from 'vitest'
import { submit } from '../../client/verbs/submit.ts'
import { taskView } from '../../client/views/task.ts'
import { storeScores } from '../../records/score.ts'
import { sha256 } from '../../scoring/canonical.ts'
import { lint } from '../../scoring/index.ts'
import { hand, settleStep } from '../support/small-pack/stages.ts'
import { entriesOf, openYear, putBook, smallPack, useDatabase, type Year } from '../support/small-pack/year.ts'

const base = useDatabase()
const shown = '[assessment, public-results, peer-evaluation]'
const packOf = (after = shown, shows = shown) =>
  smallPack((files) => {
    files['plan.yaml'] = files['plan.yaml']!.replace('raters: leader,', `raters: leader, after: ${after}, shows: ${shows},`)
  })

/** 甲局 has 18 + 10 of 30 points, 90 from the public, 70 and 80 from two peers; 乙局 has 10 of 10 points and one rating. */
async function prepared(): Promise<Year> {
  const year = await openYear(base, { pack: packOf(), at: '2017-12-18T00:30:00.000Z' })
  await putBook(year)
  const score = (unit: string, input: string, item: string, value: string) => ({ unit, input, item, value })
  await year.inChange((open) =>
    storeScores(open, [
      score('甲局', 'result', '1', '18'),
      score('甲局', 'result', '2', '10'),
      score('乙局', 'result', '1', '10'),
      score('甲局', 'public', '', '90'),
      score('甲局', 'peers', '乙局', '70'),
      score('甲局', 'peers', '丙镇', '80'),
      score('乙局', 'peers', '丙镇', '65.5'),
    ]),
  )
  return year
}

async function settleShown(year: Year): Promise<void> {
  const settled = {
    state: 'settled',
    opens_at: '2017-12-10T16:00:00.000Z',
    due_at: '2017-12-15T16:00:00.000Z',
    settled_at: '2017-12-15T16:00:00.000Z',
  } as const
  const keys = ['assessment', 'public-results', 'peer-evaluation']
  await base.database.updateTable('step').set(settled).where('cycle', '=', year.cycle).where('key', 'in', keys).execute()
}

test('leaders rate only once the results of the steps that are shown to them are there', async () => {
  const year = await prepared()
  await year.openNow('leader-evaluation', { opens: '2017-12-18', due: '2017-12-22' })
  expect(await year.step('leader-evaluation')).toMatchObject({
    state: 'scheduled',
    trouble: '评价人应先看到各项结果：assessment、public-results、peer-evaluation 尚未办结，“leader-evaluation”不能开始。',
  })
  expect(await year.tasks('leader-evaluation')).toEqual([])
})

test('what is shown is frozen when the step opens, and each rating is kept with its SHA-256', async () => {
  const year = await prepared()
  await settleShown(year)
  await year.openNow('leader-evaluation', { opens: '2017-12-18', due: '2017-12-22' })
  const task = await year.task('leader-evaluation', '张市长')
  const { briefing } = await taskView(base.database, year.cycle, task.id)
  expect(briefing?.units).toEqual([
    { unit: '甲局', results: { assessment: '28 / 30', 'public-results': '90', 'peer-evaluation': '平均 75.00（2 份）' } },
    { unit: '乙局', results: { assessment: '10 / 10', 'peer-evaluation': '平均 65.50（1 份）' } },
  ])
  expect(briefing?.steps.map(({ key, label }) => [key, label])).toEqual([
    ['assessment', '得分'],
    ['public-results', '公众评议'],
    ['peer-evaluation', '部门评价'],
  ])
  // what is corrected later was not before the rater
  await year.inChange((open) => storeScores(open, [{ unit: '乙局', input: 'public', value: '99' }]))
  const { submission } = await submit(year.as('张市长#1'), { task: task.id, content: { ratings: { 甲局: '80', 乙局: '81' } } })
  const { json } = await base.database
    .selectFrom('briefing')
    .select((select) => select.cast<string>('content', 'text').as('json'))
    .where('cycle', '=', year.cycle)
    .executeTakeFirstOrThrow()
  expect(json).not.toContain('99')
  expect(await base.database.selectFrom('briefed').select('hash').where('submission', '=', submission).execute()).toEqual([
    { hash: sha256(json) },
  ])
  expect((await entriesOf(year)).find(({ verb }) => verb === 'brief')).toMatchObject({
    subject: 'leader-evaluation',
    content: { hash: sha256(json) },
  })
  await hand(year, 'leader-evaluation', '李书记', '李书记#1', { ratings: { 甲局: '70', 乙局: '71' } })
  expect(await settleStep(year, 'leader-evaluation')).toEqual({ done: true })
})

test('lint wants the steps that are shown to come before, and to have results', () => {
  const codes = (after: string, shows: string) =>
    lint(packOf(after, shows)).flatMap(({ code, message }) => (code === 'plan-shows' ? [message] : []))
  expect(codes(shown, shown)).toEqual([])
  expect(codes('[deliberation]', '[assessment]')).toEqual([]) // deliberation waits for verification, which waits for assessment
  expect(codes('[assessment]', '[public-results]')).toEqual([
    '步骤 `leader-evaluation` 展示 `public-results` 的结果，应在它办结之后开始（写入 after），实际没有。请更正。',
  ])
  expect(codes('[report]', '[report]')).toEqual([
    '步骤 `leader-evaluation` 展示的 `report` 应为有结果的环节（assessment、results、evaluation、ballot），实为 report。请更正。',
  ])
})
