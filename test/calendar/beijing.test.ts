import { expect, test } from 'vitest'
import { at, CalendarError, dateAt, dateWords, dueDate, dueText, endOfDay, inTime, startOfDay } from '../../calendar/index.ts'

test('a day in Beijing begins at 16:00 UTC of the day before', () => {
  expect(startOfDay('2018-02-12')).toBe('2018-02-11T16:00:00.000Z')
  expect(endOfDay('2018-02-12')).toBe('2018-02-12T16:00:00.000Z')
  expect(endOfDay('2018-02-12')).toBe(startOfDay('2018-02-13'))
})

test('in time means strictly before the due instant', () => {
  const due = endOfDay('2018-02-12')
  expect(inTime('2018-02-12T15:59:59.999Z', due)).toBe(true)
  expect(inTime('2018-02-12T23:59:59.999+08:00', due)).toBe(true)
  expect(inTime(due, due)).toBe(false)
  expect(inTime(new Date(due), due)).toBe(false)
})

test('a due instant is read as 24:00 of its day, though it belongs to the next', () => {
  const due = endOfDay('2018-02-12')
  expect(dateAt(due)).toBe('2018-02-13')
  expect(dueDate(due)).toBe('2018-02-12')
  expect(dueText(due)).toBe('2018-02-12 24:00')
  expect(dueText(at('2018-02-12', '17:30'))).toBe('2018-02-12 17:30')
  expect(dueDate(at('2018-02-12', '17:30'))).toBe('2018-02-12')
})

test('a time of day', () => {
  expect(at('2018-02-12', '09:00')).toBe('2018-02-12T01:00:00.000Z')
  expect(at('2018-02-12', '00:00')).toBe(startOfDay('2018-02-12'))
  expect(at('2018-02-12', '24:00')).toBe(endOfDay('2018-02-12'))
  for (const time of ['9:00', '24:01', '12:60', '']) expect(() => at('2018-02-12', time)).toThrow('时刻应写作 `HH:MM`')
})

test('the day of an instant is the day in Beijing', () => {
  expect(dateAt('2018-02-12T15:59:59.999Z')).toBe('2018-02-12')
  expect(dateAt('2018-02-12T16:00:00Z')).toBe('2018-02-13')
  expect(dateAt(new Date(Date.UTC(2018, 1, 12)))).toBe('2018-02-12')
})

test.each(['2018-02-12', '2018-02-12T16:00:00', '2018-02-12 16:00:00+00', 'now'])('%s names no zone, so it is no instant', (text) => {
  expect(() => dateAt(text)).toThrow('时刻应带时区')
})

test.each([
  ['2018-02-30', '日历上没有 `2018-02-30` 这一天'],
  ['2017-02-29', '日历上没有 `2017-02-29` 这一天'],
  ['2018-13-01', '日历上没有 `2018-13-01` 这一天'],
  ['2018-00-10', '日历上没有'],
  ['2018-2-1', '日期应写作 `YYYY-MM-DD`（如 `2018-02-01`），实为 `2018-2-1`'],
  ['2018/02/01', '日期应写作'],
  ['20180201', '日期应写作'],
  [' 2018-02-01', '日期应写作'],
  ['2018-02-01T00:00:00Z', '日期应写作'],
  ['0018-02-01', '日期应在 1900 年至 2199 年之间，实为 `0018-02-01`'],
])('%s is refused', (date, message) => {
  expect(() => startOfDay(date)).toThrow(CalendarError)
  expect(() => startOfDay(date)).toThrow(message)
})

test('a date in words', () => {
  expect(dateWords('2018-02-09')).toBe('2018年2月9日（周五）')
  expect(dateWords('1969-12-31')).toBe('1969年12月31日（周三）')
})
