import { expect, test } from 'vitest'
import { at, endOfDay } from '../../calendar/index.ts'
import { liaisonOf } from '../../client/posts.ts'
import { extend } from '../../client/verbs/extend.ts'
import { reverseExtension } from '../../client/verbs/reverse-extension.ts'
import { submit } from '../../client/verbs/submit.ts'
import type { Refusal } from '../../records/refusal.ts'
import { openRunningYear } from '../support/running-year.ts'
import { contents } from '../support/small-pack/year.ts'
import { useSystem } from '../support/system.ts'
import { wideDeclaration } from '../support/wide-pack.ts'

const system = useSystem()

const WAS = endOfDay('2017-04-07')
const content = { indicators: [{ key: '1', name: '任务', full: '100', kind: 'key' }] }
const refusalOf = (attempt: Promise<unknown>) =>
  attempt.then(
    () => null,
    (error: Refusal) => `${error.code} ${error.message}`,
  )

test('interference 9: an extension by a document is previewed, moves the rows it names, and is put back (complaint 27)', async () => {
  const { database } = system
  const year = await openRunningYear(system, 'extension', wideDeclaration(5), '2017-03-27')
  const { cycle, as } = year
  const office = as('office#1')
  const tasks = () => year.tasks('declaration')
  const dues = async () => (await tasks()).map((task) => task.due_at)
  const facts = async () => ({ ...(await contents({ database, url: '' })), chain: null })
  const moved = (post: string) =>
    database
      .selectFrom('notice')
      .selectAll()
      .where('cycle', '=', cycle)
      .where('kind', '=', 'moved')
      .where('post', '=', post)
      .orderBy('id')
      .execute()
  const [one, two, three] = await tasks()
  const named = [one!.id, two!.id, three!.id]
  const first = { tasks: named, until: '2017-04-12', document: '考办〔2017〕1号', reason: '汛期' }

  const before = await facts()
  expect(await extend(office, { ...first, preview: true })).toEqual({
    extension: null,
    moved: named.map((task) => ({ task, was: WAS, becomes: endOfDay('2017-04-12') })),
  })
  expect(await facts()).toEqual(before)
  const { extension } = await extend(office, first)
  expect(await dues()).toEqual([...Array(3).fill(endOfDay('2017-04-12')), WAS, WAS])

  // a later document lies over the first one for 单位3: this one has to go first
  const second = await extend(office, { tasks: [three!.id], until: '2017-04-19', document: '考办〔2017〕2号', reason: '汛期延长' })
  const back = { extension: extension!, document: '考办〔2017〕3号', reason: '汛情解除' }
  await year.rest()
  const held = await facts()
  expect(await refusalOf(reverseExtension(office, back))).toMatch(
    /^conflict .*任务 \d+（指标申报：单位3）的期限其后又由“考办〔2017〕2号”改过/,
  )
  expect(await refusalOf(reverseExtension(as(liaisonOf('单位1')), back))).toMatch(/^wrong-role /)
  expect(await facts()).toEqual(held)
  await reverseExtension(office, { extension: second.extension!, document: '考办〔2017〕4号', reason: '不再需要' })
  expect((await dues())[2]).toBe(endOfDay('2017-04-12'))

  // on Monday, after the original date, 单位1 has handed in by the extension: that stays
  await year.to(at('2017-04-10', '10:00'))
  await submit(as(liaisonOf('单位1')), { task: one!.id, content })
  const preview = await reverseExtension(office, { ...back, preview: true })
  expect(preview).toMatchObject({ reversal: null, kept: [{ task: one!.id, why: '已经办结，维持原样' }] })
  const put = await reverseExtension(office, back)
  // never to a past instant: the end of the next working day instead of Friday
  const becomes = endOfDay('2017-04-11')
  expect(put.moved).toEqual([two!.id, three!.id].map((task) => ({ task, was: endOfDay('2017-04-12'), becomes })))
  expect(await tasks()).toMatchObject([
    { state: 'done', was_late: false, due_at: endOfDay('2017-04-12') },
    { due_at: becomes },
    { due_at: becomes },
    { due_at: WAS },
    { due_at: WAS },
  ])
  expect((await moved('单位2/联络员')).map((each) => [each.was, each.due_at, each.detail])).toEqual([
    [WAS, endOfDay('2017-04-12'), '考办〔2017〕1号：汛期'],
    [endOfDay('2017-04-12'), becomes, '考办〔2017〕3号：汛情解除（期限提前）'],
  ])
  expect(await moved('单位1/联络员')).toHaveLength(1)
  expect(await refusalOf(reverseExtension(office, back))).toMatch(/^already-done .*已经撤销/)

  await year.to(becomes)
  expect((await tasks()).map((task) => task.state)).toEqual(['done', 'lapsed', 'lapsed', 'lapsed', 'lapsed'])
}, 40_000)
