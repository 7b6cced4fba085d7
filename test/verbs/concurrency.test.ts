import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { holdRound } from '../../activities/hold-round.ts'
import { settle } from '../../activities/settle.ts'
import { acknowledge } from '../../client/verbs/acknowledge.ts'
import { decide } from '../../client/verbs/decide.ts'
import { extend } from '../../client/verbs/extend.ts'
import { pause } from '../../client/verbs/pause.ts'
import { submit } from '../../client/verbs/submit.ts'
import { cycleClock } from '../../records/clock.ts'
import { announceTasks } from '../../records/notice.ts'
import { takeMessages } from '../../records/outbox.ts'
import { lockStep } from '../../records/step.ts'
import { finishTask, lockTask } from '../../records/task.ts'
import { dueNow } from '../../worker/relay.ts'
import { formsOut, underReview } from '../support/small-pack/stages.ts'
import {
  checker,
  liaison,
  messagesOf,
  office,
  openYear,
  putBook,
  smallPack,
  third,
  useDatabase,
  type Year,
} from '../support/small-pack/year.ts'

const base = useDatabase({ max: 36 })
const due = '2017-05-05T16:00:00.000Z'
const lastMoment = '2017-05-05T15:59:59.999Z'
const report = (...indicators: string[]) => ({ progress: indicators.map((indicator) => ({ indicator, done: '50' })) })
const outcomes = (settled: PromiseSettledResult<unknown>[]) =>
  settled.map((each) => (each.status === 'fulfilled' ? 'done' : (each.reason as { code: string }).code)).sort()

test('of three who decide at once exactly one does', async () => {
  const year = await openYear(base)
  await underReview(year)
  const task = (await year.task('review', '甲局')).id
  const verdicts = ['accept', 'return', 'accept']
  const all = [office, checker, third].map((post, n) => decide(year.as(post), { task, outcome: verdicts[n] ?? '', reason: '因' }))
  expect(outcomes(await Promise.allSettled(all))).toEqual(['already-done', 'already-done', 'done'])
  expect(await base.database.selectFrom('decision').select('id').where('cycle', '=', year.cycle).execute()).toHaveLength(1)
})

test('of two who prove one receipt at once exactly one does', async () => {
  const year = await openYear(base)
  await formsOut(year)
  const task = (await year.task('feedback', '甲局')).id
  const both = [acknowledge(year.as(liaison('甲局')), { task }), acknowledge(year.as(office), { task, proof: '回执' })]
  expect(outcomes(await Promise.allSettled(both))).toEqual(['already-done', 'done'])
})

test('32 clients hand in the last of a hundred tasks: none is lost, and exactly one wakes the step', async () => {
  const names = Array.from({ length: 100 }, (_, n) => `单位${n}`)
  const pack = smallPack((files) => {
    const source = '{ article: 一, quote: 得分按下列办法计算 }'
    const units = names.map((name) => `  - { key: ${name}, name: ${name}, class: departments, source: ${source} }\n`).join('')
    files['roster.yaml'] = files['roster.yaml']!.replace('units:\n', `units:\n${units}`)
  })
  const year = await openYear(base, { pack, at: '2017-05-02T00:30:00.000Z' })
  const unitOf = (name: string) => ({ unit: name, key: '1', full: '10' })
  await putBook(year, names.map(unitOf))
  await year.openNow('self-check')
  const waiting = await year.tasks('self-check')
  expect(waiting).toHaveLength(100)
  const client = async () => {
    for (let task = waiting.pop(); task; task = waiting.pop())
      await submit(year.as(liaison(task.unit ?? '')), { task: task.id, content: report('1') })
  }
  await Promise.all(Array.from({ length: 32 }, client))
  const rows = await base.database.selectFrom('submission').select('unit').where('cycle', '=', year.cycle).execute()
  expect(new Set(rows.map((row) => row.unit))).toEqual(new Set(names))
  expect(rows).toHaveLength(100)
  expect(await messagesOf(year)).toEqual(['changed step/self-check'])
})

test('of eight claims of one unit at once each gets a task of its own', async () => {
  const year = await openYear(base, { at: '2017-12-11T00:30:00.000Z' })
  await year.openNow('additions')
  const claim = (n: number) => ({ bonus: { points: '1', ground: `奖${n}`, document: '文' } })
  await Promise.all(Array.from({ length: 8 }, (_, n) => submit(year.as(liaison('甲局')), { step: 'additions', content: claim(n) })))
  expect((await year.tasks('additions')).map((task) => task.key).sort()).toEqual(Array.from({ length: 8 }, (_, n) => `加分/甲局/${n + 1}`))
})

test('of two who finish the last tasks before either is committed, the one who began last leaves word, and it is carried when both are done', async () => {
  const year = await selfCheck()
  const done = [Promise.withResolvers<void>(), Promise.withResolvers<void>()] as const
  const commit = [Promise.withResolvers<void>(), Promise.withResolvers<void>()] as const
  const finish = async (unit: string, place: 0 | 1) => {
    const { id } = await year.task('self-check', unit)
    await year.inChange(async (open) => {
      const step = await lockStep(open.db, year.cycle, 'self-check', 'shared')
      await finishTask(open, await lockTask(open, id), { step })
      done[place].resolve()
      await commit[place].promise
    })
  }
  const first = finish('甲局', 0)
  await done[0].promise
  const second = finish('乙局', 1)
  await done[1].promise
  commit[1].resolve()
  await second
  const asked = messagesOf(year) // 甲局 is not committed: whoever carries the word of 乙局 waits for it
  expect(await Promise.race([asked, sleep(200, 'waits')])).toBe('waits')
  commit[0].resolve()
  await first
  expect(await asked).toEqual(['changed step/self-check'])
})

test('word that a step may be done is not carried when another task is open after all', async () => {
  const year = await selfCheck()
  const [there, stay] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const { id } = await year.task('self-check', '乙局')
  const hesitant = year.inChange(async (open) => {
    await lockTask(open, id)
    there.resolve()
    await stay.promise // may be finishing it, and is not
  })
  await there.promise
  await handIn(year, '甲局', '1', '2')
  stay.resolve()
  await hesitant
  expect(await base.database.selectFrom('outbox').select('step').where('cycle', '=', year.cycle).execute()).toEqual([
    { step: 'self-check' },
  ])
  expect(await messagesOf(year)).toEqual([])
  await handIn(year, '乙局', '1')
  expect(await messagesOf(year)).toEqual(['changed step/self-check'])
})

test('a word that proves true answers the others that were left for the step, but for those that the relay has in hand', async () => {
  const year = await selfCheck()
  const stay = Promise.withResolvers<void>()
  const there = Promise.withResolvers<void>()
  const beside = year.inChange(async () => {
    there.resolve()
    await stay.promise // somebody is at work: both who finish a task below leave word
  })
  await there.promise
  await handIn(year, '甲局', '1', '2')
  await handIn(year, '乙局', '1')
  stay.resolve()
  await beside
  const left = () => base.database.selectFrom('outbox').select('id').where('cycle', '=', year.cycle).orderBy('id').execute()
  const [first, second] = await left()
  expect(second).toBeDefined()
  const [taken] = await base.database.transaction().execute(async (db) => {
    const messages = await takeMessages(db, 10_000)
    return dueNow(
      base.database,
      messages.filter(({ id }) => id === first?.id),
    )
  })
  expect(taken?.id).toBe(first?.id)
  expect(await left()).toHaveLength(2) // the other one was locked by whoever had taken it
  await dueNow(base.database, taken ? [taken] : [])
  expect(await left()).toEqual([first])
})

test('what waits for the lock while the year is paused is refused when it comes to it', async () => {
  const year = await selfCheck()
  const order = await inTurn(year, [
    () => pause(year.as(office), { clocks: 'kept', document: '暂停通知', reason: '防汛' }),
    () => handIn(year, '甲局', '1', '2'),
  ])
  expect(outcomes(order)).toEqual(['conflict', 'done'])
  expect(await states(year)).toMatchObject({ 甲局: 'open', stored: 0 })
})

test('what waits for the lock before the settling is stored; the step settles with it', async () => {
  const year = await selfCheck()
  const order = await inTurn(year, [
    () => handIn(year, '甲局', '1', '2'),
    () => settle(base.database, async () => due, year.cycle, 'self-check'),
  ])
  expect(outcomes(order)).toEqual(['done', 'done'])
  expect(await states(year)).toEqual({ 甲局: 'done', 乙局: 'lapsed', stored: 1, step: 'settled' })
})

test('what comes to the lock after the settling is refused, although its own clock was a moment before', async () => {
  const year = await selfCheck()
  const order = await inTurn(year, [
    () => settle(base.database, async () => due, year.cycle, 'self-check'),
    () => handIn(year, '甲局', '1', '2'),
  ])
  expect(outcomes(order)).toEqual(['done', 'too-late'])
  expect(await states(year)).toEqual({ 甲局: 'lapsed', 乙局: 'lapsed', stored: 0, step: 'settled' })
})

test('a submission that races with the settling is stored and done, or refused and lapsed: never both, never neither', async () => {
  for (let round = 0; round < 16; round++) {
    const year = await selfCheck()
    const racers = [() => handIn(year, '甲局', '1', '2'), () => settle(base.database, async () => due, year.cycle, 'self-check')]
    if (round % 2) racers.reverse()
    const ends = await Promise.allSettled(racers.map((start) => start()))
    const handed = ends[round % 2 ? 1 : 0]?.status === 'fulfilled'
    const { 甲局: state, stored } = await states(year)
    expect([handed, state, stored]).toEqual(handed ? [true, 'done', 1] : [false, 'lapsed', 0])
  }
})

test('a notice about a task does not wait for whoever handles the task', async () => {
  const year = await selfCheck()
  const { id } = await year.task('self-check', '甲局')
  await year.inChange(async (open) => {
    await lockTask(open, id)
    await year.inChange(async (other) => {
      await sql`set local lock_timeout = '1s'`.execute(other.db)
      await announceTasks(other, [id], 'due')
    })
  })
  const kinds = await base.database.selectFrom('notice').select('kind').where('cycle', '=', year.cycle).where('task', '=', id).execute()
  expect(kinds.map((each) => each.kind).sort()).toEqual(['due', 'opened'])
})

test('extensions and the daily round do not wait for each other for ever', async () => {
  for (let round = 0; round < 6; round++) {
    const year = await openYear(base, { at: '2017-05-02T00:30:00.000Z' })
    await putBook(year)
    // four steps that are late by the day of the round
    for (const step of ['declaration', 'town-declaration', 'process', 'self-check'])
      await year.openNow(step, { opens: '2017-05-02', due: '2017-05-05' })
    await year.moveTo('2017-05-08T00:30:00.000Z') // Monday 08:30
    const open = (
      await base.database.selectFrom('task').select(['id', 'step']).where('cycle', '=', year.cycle).orderBy('id').execute()
    ).toReversed()
    const tasks = open.map((task) => task.id)
    const input = { tasks, until: '2017-05-12', document: '文', reason: '因' }
    const ends = await Promise.allSettled([
      extend(year.as(office), input),
      holdRound(base.database, cycleClock, year.cycle, false),
      extend(year.as(checker), { ...input, until: '2017-05-15', tasks: tasks.toReversed() }),
      holdRound(base.database, cycleClock, year.cycle, false),
    ])
    const deadlocks = ends.filter((each) => each.status === 'rejected' && (each.reason as { code: string }).code === '40P01')
    expect(deadlocks).toEqual([])
  }
})

/** The self-check is open, at its last moment. */
async function selfCheck(): Promise<Year> {
  const year = await openYear(base, { at: lastMoment })
  await putBook(year)
  await year.openNow('self-check')
  return year
}

const handIn = async (year: Year, unit: string, ...indicators: string[]) =>
  submit(
    { ...year.as(liaison(unit)), clock: async () => lastMoment },
    { task: (await year.task('self-check', unit)).id, content: report(...indicators) },
  )

async function states(year: Year) {
  const [one, two] = [await year.task('self-check', '甲局'), await year.task('self-check', '乙局')]
  const stored = (await base.database.selectFrom('submission').select('id').where('cycle', '=', year.cycle).execute()).length
  return { 甲局: one.state, 乙局: two.state, stored, step: (await year.step('self-check')).state }
}

/** Holds the lock of the step until all have come to it, one after the other; it is given to them in that order. */
async function inTurn(year: Year, starts: (() => Promise<unknown>)[]): Promise<PromiseSettledResult<unknown>[]> {
  const running: Promise<unknown>[] = []
  await base.database.transaction().execute(async (db) => {
    await lockStep(db, year.cycle, 'self-check', 'exclusive')
    for (const start of starts) {
      running.push(start())
      running.at(-1)?.catch(() => {}) // looked at below
      while ((await waitingForLocks()) < running.length) await new Promise((resolve) => setTimeout(resolve, 5))
    }
  })
  return Promise.allSettled(running)
}

async function waitingForLocks(): Promise<number> {
  const { rows } = await sql<{ n: string }>`
    select count(distinct pid) as n from pg_locks join pg_stat_activity using (pid)
    where not granted and datname = current_database()`.execute(base.database)
  return Number(rows[0]?.n)
}
