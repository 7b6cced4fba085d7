import { expect, test } from 'vitest'
import { extend, type ExtendInput } from '../../client/verbs/extend.ts'
import { hand, settleStep } from '../support/small-pack/stages.ts'
import { entriesOf, liaison, office, openYear, putBook, refused, useDatabase } from '../support/small-pack/year.ts'

const base = useDatabase()

/** The self-check lapses at the end of Friday 2017-05-05; it is Thursday. */
async function selfCheck() {
  const year = await openYear(base, { at: '2017-05-02T00:30:00.000Z' })
  await putBook(year)
  await year.openNow('self-check')
  await year.moveTo('2017-05-04T02:00:00.000Z')
  const task = (await year.task('self-check', '甲局')).id
  const move = (input: Partial<ExtendInput> = {}, post: string = office) =>
    extend(year.as(post), { tasks: [task], until: '2017-05-09', document: '考办〔2017〕3号', reason: '汛期', ...input })
  return { year, task, move }
}
const report = { progress: [{ indicator: '1', done: '50' }, { indicator: '2', done: '9.5' }] } // prettier-ignore

test('an extension moves the tasks that its document names, and no others, and tells their units', async () => {
  const { year, task, move } = await selfCheck()
  const was = '2017-05-05T16:00:00.000Z'
  const becomes = '2017-05-09T16:00:00.000Z'
  expect(await move()).toEqual({ extension: expect.stringMatching(/^\d+$/) as string, moved: [{ task, was, becomes }] })
  expect((await year.task('self-check', '甲局')).due_at).toBe(becomes)
  expect((await year.task('self-check', '乙局')).due_at).toBe(was)
  const rows = await year.database.selectFrom('extension').selectAll().where('cycle', '=', year.cycle).execute()
  expect(rows).toMatchObject([
    { task, document: '考办〔2017〕3号', reason: '汛期', was, becomes, by_post: office, at: '2017-05-04T02:00:00.000Z' },
  ])
  const notices = await year.database.selectFrom('notice').selectAll().where('cycle', '=', year.cycle).where('kind', '=', 'moved').execute()
  expect(notices).toMatchObject([{ post: '甲局/联络员', task, was, due_at: becomes, detail: '考办〔2017〕3号：汛期' }])
  expect((await entriesOf(year)).at(-1)).toMatchObject({ verb: 'extend', subject: '考办〔2017〕3号', by: office })
})

test('who was given more time hands in after the due instant of the others; the step waits for them alone', async () => {
  const { year, move } = await selfCheck()
  await move()
  await year.moveTo('2017-05-05T16:00:00.000Z')
  expect(await settleStep(year, 'self-check')).toEqual({ done: false })
  expect((await year.task('self-check', '乙局')).state).toBe('lapsed')
  await year.moveTo('2017-05-09T15:59:59.999Z')
  await hand(year, 'self-check', '甲局', liaison('甲局'), report)
  expect(await year.task('self-check', '甲局')).toMatchObject({ state: 'done', was_late: false })
  expect(await settleStep(year, 'self-check')).toEqual({ done: true })
})

test('the new due instant lapses like the old one', async () => {
  const { year, move } = await selfCheck()
  await move()
  await year.moveTo('2017-05-09T16:00:00.000Z')
  await refused(base, 'too-late', /期限是 2017-05-09 24:00/, () => hand(year, 'self-check', '甲局', liaison('甲局'), report))
  expect(await settleStep(year, 'self-check')).toEqual({ done: true })
})

test('what is impossible is refused, and the task stays where it was', async () => {
  const { year, task, move } = await selfCheck()
  const bad = (sentence: RegExp, input: Partial<ExtendInput>) => refused(base, 'bad-input', sentence, () => move(input))
  await bad(/延期应至工作日，2017-05-06 不是工作日/, { until: '2017-05-06' }) // a Saturday
  await bad(/延期应至工作日，2017-05-30 不是工作日/, { until: '2017-05-30' }) // 端午节, a Tuesday
  await bad(/期限已是 2017-05-05 24:00，延期应晚于此/, { until: '2017-05-05' })
  await bad(/期限已是 2017-05-05 24:00，延期应晚于此/, { until: '2017-05-04' })
  await bad(/until：.*日期/, { until: '2017-02-30' })
  await bad(/until.*实为 `明天`/, { until: '明天' })
  await bad(/document：不能为空/, { document: ' ' })
  await bad(/reason：不能为空/, { reason: '' })
  await bad(/tasks/, { tasks: [] })
  await bad(/tasks\.0.*实为 `1e3`/, { tasks: ['1e3'] })
  await bad(/任务 \d+ 重复/, { tasks: [task, task] })
  await bad(/other/, { other: '1' } as object)
  await refused(base, 'not-found', /没有编号为“99999999”/, () => move({ tasks: [task, '99999999'] }))
  for (const post of [liaison('甲局'), '领导组#1', '牵头办#1'])
    await refused(base, 'wrong-role', /此事应由“考核办”办理，岗位“.*”无权办理/, () => move({}, post))
  expect((await year.task('self-check', '甲局')).due_at).toBe('2017-05-05T16:00:00.000Z')
})

test('a Saturday that is worked is a day like others', async () => {
  const { move } = await selfCheck()
  expect(await move({ until: '2017-05-27' })).toMatchObject({ moved: [{ becomes: '2017-05-27T16:00:00.000Z' }] }) // 端午节调休
})

test('what is done or has lapsed is not extended', async () => {
  const { year, move } = await selfCheck()
  await hand(year, 'self-check', '甲局', liaison('甲局'), report)
  await refused(base, 'already-done', /已经办结或失效，不能延期/, () => move())
  await year.moveTo('2017-05-05T16:00:00.000Z')
  await settleStep(year, 'self-check')
  const lapsed = (await year.task('self-check', '乙局')).id
  await refused(base, 'already-done', /已经办结或失效，不能延期/, () => move({ tasks: [lapsed] }))
})

test('a late task is not extended to a day that has passed', async () => {
  const year = await openYear(base)
  await year.openNow('declaration')
  await year.moveTo('2017-04-20T01:00:00.000Z')
  const tasks = [(await year.task('declaration', '甲局')).id]
  const until = (day: string) => () => extend(year.as(office), { tasks, until: day, document: '文', reason: '因' })
  await refused(base, 'bad-input', /延期应至今日或以后的工作日，2017-04-12 已经过去/, until('2017-04-12'))
  await until('2017-04-20')()
  expect(await year.task('declaration', '甲局')).toMatchObject({ due_at: '2017-04-20T16:00:00.000Z', was_late: false })
})
