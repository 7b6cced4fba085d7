import { expect, test } from 'vitest'
import { at, endOfDay } from '../../calendar/index.ts'
import { tasksOf } from '../../client/cli/task-rows.ts'
import { extend } from '../../client/verbs/extend.ts'
import { reverseExtension, type ReverseInput } from '../../client/verbs/reverse-extension.ts'
import { extensionViews } from '../../client/views/extensions.ts'
import { entriesOf, messagesOf, office, openYear, putBook, refused, useDatabase } from '../support/small-pack/year.ts'

const base = useDatabase()
const WAS = endOfDay('2017-05-05')

/** The self-check of both departments lapses on Friday 2017-05-05, and is extended to Thursday the 11th; it is Thursday the 4th. */
async function extended() {
  const year = await openYear(base, { at: at('2017-05-02', '08:30') })
  await putBook(year)
  await year.openNow('self-check')
  await year.moveTo(at('2017-05-04', '10:00'))
  const tasks = (await year.tasks('self-check')).map((task) => task.id)
  const document = '考办〔2017〕3号'
  const { extension } = await extend(year.as(office), { tasks, until: '2017-05-11', document, reason: '汛期' })
  const back = (input: Partial<ReverseInput> = {}) =>
    reverseExtension(year.as(office), { extension: extension!, document: '考办〔2017〕4号', reason: '汛情解除', ...input })
  return { year, tasks, extension: extension!, back }
}

test('complaint 27: an extension is bound to its document and to the rows it names; it is shown with them and can be put back', async () => {
  const { year, tasks, extension, back } = await extended()
  const [one, two] = tasks
  const put = await back({ tasks: [two!] })
  expect(put).toMatchObject({ moved: [{ task: two, was: endOfDay('2017-05-11'), becomes: WAS }], kept: [] })
  expect((await year.tasks('self-check')).map((task) => task.due_at)).toEqual([endOfDay('2017-05-11'), WAS])
  expect((await messagesOf(year)).slice(-1)).toEqual(['changed step/self-check'])
  expect((await entriesOf(year)).at(-1)).toMatchObject({ verb: 'reverse-extension', subject: '考办〔2017〕4号', content: { extension } })
  const listed = await tasksOf(base.database, year.cycle, { step: 'self-check', state: 'all', limit: 10 })
  expect(listed.map((task) => [task.id, task.extensions.map((each) => [each.number, each.document, each.reversedBy])])).toEqual([
    [two, [[extension, '考办〔2017〕3号', put.reversal], [put.reversal, '考办〔2017〕4号', null]]],
    [one, [[extension, '考办〔2017〕3号', null]]],
  ]) // prettier-ignore
  expect(await extensionViews(base.database, year.cycle, '乙局')).toMatchObject([
    { number: extension, kind: 'extend', was: '2017-05-05 24:00', becomes: '2017-05-11 24:00', reversedBy: put.reversal },
    { number: put.reversal, kind: 'reverse', was: '2017-05-11 24:00', becomes: '2017-05-05 24:00' },
  ])
  // the rest of it, later
  await refused(base, 'already-done', /这次延期已经撤销（编号 \d+），不能重复撤销/, () => back())
  expect(await back({ tasks: [one!] })).toMatchObject({ moved: [{ task: one }] })
})

test('what is no extension of this cycle, or does not name the task, is refused', async () => {
  const { tasks, extension, back } = await extended()
  await refused(base, 'not-found', /没有编号为 999999 的延期/, () => back({ extension: '999999' }))
  await refused(base, 'bad-input', /延期不涉及任务 424242/, () => back({ tasks: [...tasks, '424242'] }))
  await refused(base, 'bad-input', /extension：应为延期编号/, () => back({ extension: 'x' }))
  const { reversal } = await back()
  await refused(base, 'not-found', new RegExp(`没有编号为 ${reversal} 的延期`), () => back({ extension: reversal! })) // a reversal is not reversed
  expect(extension).not.toBe(reversal)
})

test('when nothing is left to put back it says so', async () => {
  const { year, back } = await extended()
  await year.moveTo(at('2017-05-10', '10:00')) // the end of the next working day is the extension's own
  await refused(base, 'conflict', /没有可以改回的期限：任务 \d+ 原期限已过，现期限不晚于下一个工作日/, () => back())
})
