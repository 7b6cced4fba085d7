import { expect, test } from 'vitest'
import {
  calendarVersion,
  dayKind,
  isWorkingDay,
  nextWorkingDay,
  previousWorkingDay,
  publishedTables,
  yearStatus,
} from '../../calendar/index.ts'
import type { WorkdayTables } from '../../calendar/index.ts'

// Each line is read off the notice named beside it (国务院办公厅关于部分节假日安排的通知).
test.each([
  ['2018-02-09', 'weekday'], // an ordinary Friday
  ['2018-02-10', 'weekend'], // Saturday before the make-up Sunday
  ['2018-02-11', 'makeUp'], // 国办发明电〔2017〕12号: 2月11日（星期日）、2月24日（星期六）上班
  ['2018-02-14', 'weekday'], // eve of 除夕: worked
  ['2018-02-15', 'holiday'], // 2月15日至21日放假调休，共7天
  ['2018-02-18', 'holiday'], // a Sunday inside the holiday
  ['2018-02-21', 'holiday'],
  ['2018-02-22', 'weekday'],
  ['2018-02-24', 'makeUp'],
  ['2017-04-01', 'makeUp'], // 国办发明电〔2016〕17号: 清明节 4月2日至4日，4月1日（星期六）上班
  ['2017-04-03', 'holiday'],
  ['2017-09-30', 'makeUp'], // 国庆节、中秋节 10月1日至8日，9月30日（星期六）上班
  ['2017-10-08', 'holiday'],
  ['2018-12-29', 'makeUp'], // 国办发明电〔2018〕15号, the notice for 2019, reaches back
  ['2018-12-31', 'holiday'],
  ['2020-01-31', 'holiday'], // 国办发明电〔2020〕1号 prolonged the holiday to 2 February
  ['2020-02-01', 'holiday'], // the make-up day that it withdrew
  ['2015-09-03', 'holiday'], // 国发明电〔2015〕1号: seventieth anniversary of the victory
  ['2015-09-06', 'makeUp'],
  ['2012-04-01', 'makeUp'], // 清明节 4月2日至4日; 3月31日、4月1日 worked
  ['2026-02-14', 'makeUp'],
  ['2026-02-23', 'holiday'], // 2月15日至23日
] as const)('%s is %s', (date, kind) => {
  expect(dayKind(date)).toEqual({ date, kind, working: kind === 'weekday' || kind === 'makeUp', provisional: false })
})

test('the next and the previous working day are the day itself when it is worked', () => {
  expect(nextWorkingDay('2018-02-11')).toBe('2018-02-11')
  expect(nextWorkingDay('2018-02-15')).toBe('2018-02-22')
  expect(previousWorkingDay('2018-02-21')).toBe('2018-02-14')
  expect(nextWorkingDay('2017-10-01')).toBe('2017-10-09')
})

test('years without a notice answer by the week and say so', () => {
  expect(yearStatus(2026)).toBe('published')
  expect(yearStatus(2027)).toBe('provisional')
  expect(yearStatus(2011)).toBe('provisional')
  expect(dayKind('2027-10-01')).toEqual({ date: '2027-10-01', working: true, kind: 'weekday', provisional: true })
  expect(dayKind('2027-10-02').kind).toBe('weekend')
})

test('the last week of December stays open until the next notice', () => {
  expect(dayKind('2026-12-24').provisional).toBe(false)
  expect(dayKind('2026-12-25').provisional).toBe(true)
  expect(dayKind('2025-12-31').provisional).toBe(false)
})

const later: WorkdayTables = {
  '2027': { off: [['2026-12-31', '2027-01-02']], work: ['2026-12-27'] },
}
test('a later table adds a year and reaches back into December', () => {
  expect(dayKind('2026-12-31', later)).toEqual({ date: '2026-12-31', working: false, kind: 'holiday', provisional: false })
  expect(dayKind('2026-12-27', later).kind).toBe('makeUp')
  expect(dayKind('2026-12-30', later).provisional).toBe(false)
  expect(yearStatus(2027, later)).toBe('published')
  expect(isWorkingDay('2027-01-01', later)).toBe(false)
  expect(isWorkingDay('2027-01-01')).toBe(true)
})

test('a later table amends a published year day by day', () => {
  const amended: WorkdayTables = { '2026': { off: [], work: [], ordinary: ['2026-05-09', '2026-05-05'] } }
  expect(dayKind('2026-05-09', amended).kind).toBe('weekend')
  expect(dayKind('2026-05-05', amended).kind).toBe('weekday')
  expect(dayKind('2026-05-04', amended).kind).toBe('holiday')
})

test.each<[string, WorkdayTables, string]>([
  ['a key that is no year', { '27': { off: [], work: [] } }, '放假安排应以四位年份为键，实为 `27`'],
  [
    'a range that ends before it begins',
    { '2027': { off: [['2027-05-03', '2027-05-01']], work: [] } },
    '实为 `2027-05-03` 至 `2027-05-01`',
  ],
  ['a day off and worked', { '2027': { off: [['2027-05-01', '2027-05-01']], work: ['2027-05-01'] } }, '`2027-05-01` 出现了两次'],
  ['a make-up day in the week', { '2027': { off: [], work: ['2027-05-05'] } }, '调休上班日应为周六或周日，实为 `2027-05-05`'],
  ['a day of another year', { '2027': { off: [['2028-01-01', '2028-01-01']], work: [] } }, '实含 `2028-01-01`'],
  ['a day that does not exist', { '2027': { off: [['2027-02-29', '2027-03-01']], work: [] } }, '日历上没有 `2027-02-29` 这一天'],
])('a table with %s is refused', (_what, tables, message) => {
  expect(() => dayKind('2027-05-01', tables)).toThrow(message)
})

test('the version names the tables, not the order in which they were written', () => {
  expect(calendarVersion()).toMatch(/^cn-2012-2026-[0-9a-f]{16}$/)
  expect(calendarVersion({})).toBe(calendarVersion())
  expect(calendarVersion(publishedTables)).toBe(calendarVersion())
  expect(calendarVersion(later)).toMatch(/^cn-2012-2027-/)
  expect(calendarVersion({ '2026': { off: [], work: ['2026-05-10'] } })).not.toBe(calendarVersion())
})
