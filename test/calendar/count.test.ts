import { expect, test } from 'vitest'
import { addWorkingDays, due, workingDaysBetween } from '../../calendar/index.ts'

// Hand-counted on the notices; the start never counts.
test.each([
  ['2018-02-09', 2, '2018-02-12'], // Sunday the 11th is worked
  ['2018-02-10', 2, '2018-02-12'], // received on a day off: the same two days
  ['2018-02-11', 2, '2018-02-13'],
  ['2018-02-13', 2, '2018-02-22'], // across the Spring Festival: 14, then 22
  ['2018-02-14', 1, '2018-02-22'],
  ['2018-02-14', 3, '2018-02-24'], // 22, 23, and the worked Saturday
  ['2017-09-28', 3, '2017-10-09'], // 29, the worked Saturday 30, then after the holiday
  ['2017-03-31', 2, '2017-04-05'], // the worked Saturday 1 April, then after Qingming
  ['2019-12-31', 1, '2020-01-02'],
  ['2018-12-28', 2, '2019-01-02'], // the worked Saturday 29, then after New Year
  ['2018-02-09', 0, '2018-02-09'],
  ['2018-02-10', 0, '2018-02-10'],
  ['2018-02-12', -1, '2018-02-11'],
  ['2018-02-12', -3, '2018-02-08'], // 11, 9, 8
  ['2018-02-22', -1, '2018-02-14'],
] as const)('%s and %i working days: %s', (from, n, to) => {
  expect(addWorkingDays(from, n).date).toBe(to)
  expect(workingDaysBetween(from, to)).toBe(n)
})

test('each day walked is listed, counted or skipped, with its reason', () => {
  const { days, provisional } = addWorkingDays('2018-02-14', 2)
  expect(days.map(({ date, counted, count, reason }) => [date, counted, count, reason])).toEqual([
    ...['周四', '周五', '周六', '周日', '周一', '周二', '周三'].map((weekday, i) => [
      `2018-02-${15 + i}`,
      false,
      0,
      `${weekday}，国务院放假通知：放假`,
    ]),
    ['2018-02-22', true, 1, '周四，工作日'],
    ['2018-02-23', true, 2, '周五，工作日'],
  ])
  expect(provisional).toBe(false)
})

test('the deadline of 四(五)4 says why it is that day', () => {
  const found = due('2018-02-09', 2)
  expect(found.date).toBe('2018-02-12')
  expect(found.instant).toBe('2018-02-12T16:00:00.000Z')
  expect(found.sentence).toBe(
    '2018年2月9日（周五）收到，当日不计；2018年2月10日（周六）不计，休息日；' +
      '2018年2月11日（周日）为第 1 个工作日，国务院放假通知：调休上班；2018年2月12日（周一）为第 2 个工作日；' +
      '期限至 2018-02-12 24:00（北京时间）。',
  )
})

test('a window of no days ends on the day itself; the verb can be told', () => {
  expect(due('2018-02-10', 0, undefined, '送达').sentence).toBe('2018年2月10日（周六）送达；期限至 2018-02-10 24:00（北京时间）。')
})

test('a deadline that reaches a year without a notice is provisional, and settles when the notice is entered', () => {
  const open = due('2026-12-30', 2)
  expect(open).toMatchObject({ date: '2027-01-01', provisional: true })
  expect(open.sentence).toContain('暂按星期推算')
  expect(open.sentence).toContain('暂定')
  const settled = due('2026-12-30', 2, { '2027': { off: [['2027-01-01', '2027-01-03']], work: [] } })
  expect(settled).toMatchObject({ date: '2027-01-04', provisional: false })
  expect(settled.sentence).not.toContain('暂')
})

test.each([1.5, NaN, 10_000, -10_000])('%d is no count of working days', (n) => {
  expect(() => addWorkingDays('2018-02-09', n)).toThrow('工作日数应为 -9999 至 9999 的整数')
})
test('a deadline does not lie before its event', () => {
  expect(() => due('2018-02-09', -1)).toThrow('期限的工作日数不能为负，实为 `-1`')
})
