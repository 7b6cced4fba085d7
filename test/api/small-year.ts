import { compute } from '../../activities/compute.ts'
import { endOfDay, startOfDay } from '../../calendar/index.ts'
import { acknowledge } from '../../client/verbs/acknowledge.ts'
import { openCycle } from '../../client/verbs/open-cycle.ts'
import { cycleClock } from '../../records/clock.ts'
import type { Database } from '../../records/database.ts'
import { issueForms } from '../../records/feedback.ts'
import { scoresInForce, storeScores } from '../../records/score.ts'
import { openTasks } from '../../records/task.ts'
import { change, type Change } from '../../records/transaction.ts'
import { readPack } from '../support/packs.ts'

export const cycle = '2017-样例'
const office = 'office#1'
const pack = readPack('dashiqiao-2017')

/** Moves the clock of the cycle and runs `work` in one change, as the office. */
async function on(database: Database, instant: string, work: (open: Change) => Promise<void>): Promise<void> {
  await database.updateTable('cycle').set({ clock_at: instant }).where('id', '=', cycle).execute()
  await change(database, { cycle, post: office }, work)
}

/**
 * The end of a year, without a workflow: two units have all their facts, one of them an indicator that an appeal corrected later; the
 * declaration had one unit in time, one late and one lapsed; the feedback form of one unit was received on a Friday.
 */
export async function smallYear(database: Database): Promise<void> {
  await openCycle(database, { id: cycle, pack, seed: '1', kind: 'rehearsal', clockAt: '2017-03-27T00:00:00.000Z', post: office })
  await on(database, '2017-04-07T08:00:00.000Z', declarations)
  await on(database, '2018-02-05T00:00:00.000Z', async (open) => {
    await facts(open, '市环保局', '18')
    await facts(open, '市财政局', '19')
    await openStep(open, 'computation', '2018-02-05', '2018-02-06')
  })
  await compute(database, cycleClock, cycle, 'computation')
  await on(database, '2018-02-09T02:30:00.000Z', feedback)
  await receive(database)
  await on(database, '2018-02-24T00:00:00.000Z', correction)
  await compute(database, cycleClock, cycle, 'final-computation')
}

async function openStep(open: Change, key: string, from: string, to: string): Promise<string> {
  const due = endOfDay(to)
  const values = { state: 'open', opens_at: startOfDay(from), due_at: due, opened_at: open.now } as const
  await open.db.updateTable('step').set(values).where('key', '=', key).execute()
  return due
}

async function declarations(open: Change): Promise<void> {
  const due = await openStep(open, 'declaration', '2017-03-27', '2017-04-07')
  const units = ['市环保局', '市财政局', '市教育局', '市公安局', '市民政局', '市交通局', '市水利局']
  const tasks = units.map((unit) => ({ key: unit, verb: 'submit' as const, unit, assignee: { unit }, title: `指标申报：${unit}`, due }))
  await openTasks(open, 'declaration', tasks)
  const set = (unit: string, values: object) => open.db.updateTable('task').set(values).where('unit', '=', unit).execute()
  await set('市环保局', { state: 'done', done_at: open.now })
  await set('市财政局', { state: 'done', done_at: open.now, was_late: true })
  await set('市教育局', { state: 'lapsed', was_late: true })
}

async function facts(open: Change, unit: string, result: string): Promise<void> {
  const { db, now } = open
  const base = {
    cycle,
    unit,
    version: 1,
    kind: 'functional',
    authority: 'declaration',
    checkpoints: '[]',
    generated: false,
    withdrawn: false,
    at: now,
  }
  const rows = [
    { ...base, key: '1', name: '信访工作', full_points: '20' },
    { ...base, key: '2', name: '行政处罚备案', full_points: '5' },
  ]
  await db.insertInto('indicator').values(rows).execute()
  const numbers = { 'process.halfYear': '95', 'process.q3': '93.5', 'party.raw': '97', 'party.full': '110', public: '88' }
  await storeScores(open, [
    { unit, input: 'result', item: '1', value: result, ground: '一件信访事项逾期办理' },
    { unit, input: 'result', item: '2', value: '5' },
    ...Object.entries(numbers).map(([input, value]) => ({ unit, input, value })),
    ...['92', '95.5'].map((value) => ({ unit, input: 'leaders', item: '', value })),
  ])
}

async function feedback(open: Change): Promise<void> {
  await issueForms(open)
  const due = await openStep(open, 'feedback', '2018-02-09', '2018-02-12')
  const unit = '市环保局'
  await openTasks(open, 'feedback', [{ key: unit, verb: 'acknowledge', unit, assignee: { unit }, title: '签收反馈单', due }])
}

async function receive(database: Database): Promise<void> {
  const task = await database.selectFrom('task').select('id').where('step', '=', 'feedback').executeTakeFirstOrThrow()
  await acknowledge({ database, cycle, post: '市环保局/联络员' }, { task: task.id })
}

/** What an appeal restored: full points for the indicator, in a row that supersedes the old one. */
async function correction(open: Change): Promise<void> {
  await openStep(open, 'final-computation', '2018-02-24', '2018-02-26')
  const old = (await scoresInForce(open.db, cycle, { unit: '市环保局', input: 'result' })).find((score) => score.item === '1')
  if (!old) throw new Error('the score to be corrected is missing')
  await storeScores(open, [{ unit: '市环保局', input: 'result', item: '1', value: '20', supersedes: old.id }])
}
