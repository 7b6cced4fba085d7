import { expect, test } from 'vitest'
import { acknowledge } from '../../client/verbs/acknowledge.ts'
import { submit } from '../../client/verbs/submit.ts'
import { booksOf } from '../../client/views/books.ts'
import { proceedingsPack } from '../support/small-pack/proceedings.ts'
import { ruleOn, settleStep, underReview } from '../support/small-pack/stages.ts'
import { liaison, office, openYear, useDatabase } from '../support/small-pack/year.ts'

const base = useDatabase()

async function issued() {
  const year = await openYear(base, { pack: proceedingsPack() })
  await underReview(year)
  await ruleOn(year, 'review', '甲局', 'accept')
  await ruleOn(year, 'review', '乙局', 'accept')
  await year.openNow('task-book', { opens: '2017-04-26', due: '2017-04-27' })
  return year
}

test('task books are numbered in the order of the roster, once, and each is received or served', async () => {
  const year = await issued()
  await year.openNow('task-book', { opens: '2017-04-26', due: '2017-04-27' }) // asked again
  await year.moveTo('2017-05-02T00:30:00.000Z')
  await year.openNow('book-receipt')
  expect((await year.tasks('book-receipt')).map(({ title, verb }) => [title, verb])).toEqual([
    ['任务书签收：甲局（办〔2017〕1 号）', 'acknowledge'],
    ['任务书签收：乙局（办〔2017〕2 号）', 'acknowledge'],
  ])
  const receive = async (unit: string, post: string, proof?: string) =>
    acknowledge(year.as(post), { task: (await year.task('book-receipt', unit)).id, ...(proof === undefined ? {} : { proof }) })
  await receive('甲局', liaison('甲局'))
  expect(await settleStep(year, 'book-receipt')).toEqual({ done: false })
  await receive('乙局', office, '送达回证 1 号')
  expect(await settleStep(year, 'book-receipt')).toEqual({ done: true })
  const books = await booksOf(base.database, year.cycle)
  expect(books.map(({ unit, number, received }) => [unit, number, received?.how, received?.proof])).toEqual([
    ['甲局', '办〔2017〕1 号', 'acknowledged', null],
    ['乙局', '办〔2017〕2 号', 'served', '送达回证 1 号'],
  ])
  expect(books[0]?.sha256).toMatch(/^[0-9a-f]{64}$/)
})

test('what was issued stays under its digest; an adjustment makes a new version beside it', async () => {
  const year = await issued()
  const before = (await booksOf(base.database, year.cycle))[0]
  await year.moveTo('2017-05-02T00:30:00.000Z')
  await year.openNow('adjustment')
  await submit(year.as(liaison('甲局')), {
    step: 'adjustment',
    content: { indicator: '1', name: '新名', reason: '机构改革', document: '函 1 号' },
  })
  await ruleOn(year, 'adjustment', '甲局/1/1', 'approve')
  expect((await booksOf(base.database, year.cycle))[0]).toEqual(before)
  const versions = await base.database.selectFrom('indicator').select(['version', 'authority']).where('cycle', '=', year.cycle).where('unit', '=', '甲局').where('key', '=', '1').orderBy('version').execute() // prettier-ignore
  expect(versions).toEqual([{ version: 1, authority: 'task-book' }, { version: 2, authority: '函 1 号' }]) // prettier-ignore
})

test('a pack that numbers nothing issues without numbers', async () => {
  const year = await openYear(base)
  await underReview(year)
  await ruleOn(year, 'review', '甲局', 'accept')
  await year.openNow('task-book', { opens: '2017-04-26', due: '2017-04-27' })
  expect((await booksOf(base.database, year.cycle)).map(({ unit, number }) => [unit, number])).toEqual([['甲局', null]])
})
