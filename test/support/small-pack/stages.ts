import { compute } from '../../../activities/compute.ts'
import { settle } from '../../../activities/settle.ts'
import { acknowledge, type Acknowledged } from '../../../client/verbs/acknowledge.ts'
import { decide } from '../../../client/verbs/decide.ts'
import { submit } from '../../../client/verbs/submit.ts'
import { cycleClock } from '../../../records/clock.ts'
import { storeScores } from '../../../records/score.ts'
import { liaison, office, putBook, type Year } from './year.ts'

/** What 甲局 declares: as many tasks and points as the roster says, 2 and 30. */
export const declared = {
  indicators: [
    {
      key: '1',
      name: '信访工作',
      full: '20',
      kind: 'key',
      body: '乙局办',
      checkpoints: [{ on: '2017-06-30', text: '办结过半' }],
      generated: false,
    },
    { key: '2', name: '热线', full: '10', kind: 'functional', checkpoints: [], generated: false },
  ],
}

/** Hands in something for a task. */
export async function hand(year: Year, step: string, key: string, post: string, content: unknown) {
  return submit(year.as(post), { task: (await year.task(step, key)).id, content })
}

/** Decides a task. */
export async function ruleOn(year: Year, step: string, key: string, outcome: string, post: string = office, reason?: string) {
  return decide(year.as(post), { task: (await year.task(step, key)).id, outcome, ...(reason === undefined ? {} : { reason }) })
}

export const settleStep = (year: Year, step: string) => settle(year.database, cycleClock, year.cycle, step)
export const computeStep = (year: Year, step: string) => compute(year.database, cycleClock, year.cycle, step)

/** 甲局 and 乙局 declared in time, and the review of what they declared is open. It is Monday, 2017-04-10. */
export async function underReview(year: Year): Promise<void> {
  await year.openNow('declaration')
  await hand(year, 'declaration', '甲局', liaison('甲局'), declared)
  await hand(year, 'declaration', '乙局', liaison('乙局'), { indicators: [{ key: '1', name: '乙一', full: '10', kind: 'functional' }] })
  await settleStep(year, 'declaration')
  await year.moveTo('2017-04-10T00:30:00.000Z')
  await year.openNow('review')
}

/**
 * All facts of the year by hand, scored by post 2 of the office. 甲局: (18 + 10) + process 90 + leaders (80 + 90) / 2 = 203; 乙局: 10 + 95 + 85 = 190;
 * 丙镇: 99 of 110 = 90.
 */
export async function putFacts(year: Year): Promise<void> {
  await putBook(year)
  const scores = [
    { unit: '甲局', input: 'result', item: '1', value: '18', ground: '一件逾期' },
    { unit: '甲局', input: 'result', item: '2', value: '10' },
    { unit: '乙局', input: 'result', item: '1', value: '10' },
    { unit: '甲局', input: 'process', value: '90', ground: '一次未报' },
    { unit: '乙局', input: 'process', value: '95' },
    ...['甲局', '乙局'].flatMap((unit) => [
      { unit, input: 'leaders', item: '张市长', value: '80' },
      { unit, input: 'leaders', item: '李书记', value: '90' },
    ]),
    { unit: '丙镇', input: 'party.raw', value: '99' },
    { unit: '丙镇', input: 'party.full', value: '110' },
  ]
  await year.inChange((open) => storeScores(open, scores), '考核办#2')
}

/** Results are computed, and on Friday 2018-02-09 the feedback forms are out. */
export async function formsOut(year: Year): Promise<void> {
  await putFacts(year)
  await year.moveTo('2018-01-02T00:30:00.000Z')
  await year.openNow('computation')
  await computeStep(year, 'computation')
  await year.moveTo('2018-02-09T02:00:00.000Z')
  await year.openNow('feedback')
  await year.openNow('appeals')
}

/** 甲局 acknowledges its form at 10:00 on Friday 2018-02-09: its window ends on Monday the 12th, since Sunday the 11th is worked. */
export async function received(year: Year, unit = '甲局'): Promise<Acknowledged> {
  return acknowledge(year.as(liaison(unit)), { task: (await year.task('feedback', unit)).id })
}
