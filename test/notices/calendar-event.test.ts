import { expect, test } from 'vitest'
import { calendarEvent } from '../../notices/index.ts'
import type { DueEvent } from '../../notices/index.ts'
import { readCalendar, shown, valueOf } from './i-calendar.ts'

const event: DueEvent = {
  uid: 'abc@notices.niankao',
  sequence: 0,
  stamp: '2018-02-09T00:00:00.000Z',
  due: '2018-02-12T16:00:00.000Z',
  summary: '截止：复核申请，市环保局；反馈单',
  description: '第一行\n第二行，带\\反斜杠',
  alarm: '复核申请将于2018年2月12日（周一）24:00截止',
  url: 'https://kaoping.example.gov.cn/a?b=1,2;3',
  organizer: { name: '考评"办公室":;', address: 'kaoping@example.gov.cn' },
}

test('one published event, the half hour that ends at the due instant', () => {
  const properties = readCalendar(calendarEvent(event))
  expect(properties.map(({ name }) => name)).toEqual([
    ...['BEGIN', 'VERSION', 'PRODID', 'CALSCALE', 'METHOD', 'BEGIN', 'UID', 'DTSTAMP', 'SEQUENCE', 'ORGANIZER', 'DTSTART', 'DTEND'],
    ...['SUMMARY', 'DESCRIPTION', 'URL', 'STATUS', 'TRANSP', 'BEGIN', 'ACTION', 'DESCRIPTION', 'TRIGGER', 'END', 'END', 'END'],
  ])
  expect(valueOf(properties, 'METHOD')).toBe('PUBLISH')
  expect(valueOf(properties, 'DTSTAMP')).toBe('20180209T000000Z')
  expect(valueOf(properties, 'DTSTART')).toBe('20180212T153000Z')
  expect(valueOf(properties, 'DTEND')).toBe('20180212T160000Z')
  expect(shown(valueOf(properties, 'SUMMARY'))).toBe(event.summary)
  expect(valueOf(properties, 'URL')).toBe(event.url)
  expect(properties.find(({ name }) => name === 'ORGANIZER')).toEqual({
    name: 'ORGANIZER',
    parameters: ';CN="考评办公室:;"',
    value: 'mailto:kaoping@example.gov.cn',
  })
})

test('the alarm rings on the working day before, a worked Sunday counting and a holiday not', () => {
  const alarmOf = (due: string, stamp = event.stamp) => {
    const trigger = readCalendar(calendarEvent({ ...event, due, stamp })).find(({ name }) => name === 'TRIGGER')
    return trigger && [trigger.parameters, trigger.value]
  }
  expect(alarmOf('2018-02-12T16:00:00Z')).toEqual([';VALUE=DATE-TIME', '20180211T010000Z']) // Monday; Sunday the 11th is worked
  expect(alarmOf('2018-02-22T16:00:00Z')).toEqual([';VALUE=DATE-TIME', '20180214T010000Z']) // the first day after the Spring Festival
  expect(alarmOf('2018-02-09T16:00:00Z')).toBeUndefined() // due today: yesterday is past
  expect(alarmOf('2018-02-11T16:00:00Z')).toEqual([';VALUE=DATE-TIME', '20180209T010000Z'])
})

test('days entered by an administrator are counted', () => {
  const tables = { '2018': { off: [['2018-02-11', '2018-02-11']], work: [] } } as const
  expect(valueOf(readCalendar(calendarEvent(event, tables)), 'TRIGGER')).toBe('20180209T010000Z')
})

test('a moved due date keeps the UID and raises the sequence; nothing else is needed to replace the entry', () => {
  const [first, moved] = [event, { ...event, sequence: 2, due: '2018-02-13T16:00:00Z' }].map((each) => readCalendar(calendarEvent(each)))
  expect(valueOf(moved!, 'UID')).toBe(valueOf(first!, 'UID'))
  expect([valueOf(first!, 'SEQUENCE'), valueOf(moved!, 'SEQUENCE')]).toEqual(['0', '2'])
})

test('text cannot add a property', () => {
  const hostile = 'x\r\nATTACH:http://evil\r\nEND:VEVENT'
  const properties = readCalendar(
    calendarEvent({ ...event, uid: hostile, summary: hostile, description: hostile, alarm: hostile, url: hostile }),
  )
  expect(properties.filter(({ name }) => name === 'ATTACH')).toEqual([])
  expect(properties.filter(({ name, value }) => name === 'END' && value === 'VEVENT')).toHaveLength(1)
})

test('without an organizer or a page those lines are absent', () => {
  const { organizer: _, url: __, ...bare } = event
  const names = readCalendar(calendarEvent(bare)).map(({ name }) => name)
  expect(names).not.toContain('ORGANIZER')
  expect(names).not.toContain('URL')
})

test('what is no instant is refused', () => {
  expect(() => calendarEvent({ ...event, due: '2018-02-12 24:00' })).toThrow()
})
