import { expect, test } from 'vitest'
import { layoutDigest } from '../../notices/index.ts'
import { digest, digestOf } from './sample.ts'
import { readCalendar, shown, valueOf } from './i-calendar.ts'

test('one file for each due date still to come, the earliest first', () => {
  const { calendars } = layoutDigest(digest())
  expect(calendars.map(({ filename }) => filename).toSorted()).toEqual([
    '2018年2月12日-年度自查报告市环保局.ics',
    '2018年2月12日-考评情况反馈单.ics',
    '2018年2月22日-佐证材料上传.ics',
  ])
  expect(valueOf(readCalendar(calendars.at(-1)!.content), 'SEQUENCE')).toBe('2')
})

test('the entry says what the mail says, with the command', () => {
  const [file] = layoutDigest(digestOf({ dueInstant: '2018-02-12T16:00:00Z', dueWhy: '收到后2个工作日内，含调休。' })).calendars
  const text = shown(readCalendar(file!.content).find(({ name }) => name === 'DESCRIPTION')!.value)
  expect(text.split('\n')).toEqual([
    '【新任务】月度自查',
    '截止时间：2018年2月12日（周一）24:00',
    '期限依据：收到后2个工作日内，含调休。',
    '请提交。命令：npx niankao submit task/1',
  ])
})

test('the UID is that of the task, from mail to mail and whatever the kind; the sequence tells how often the date moved', () => {
  const of = (given: Parameters<typeof digestOf>[0]) =>
    readCalendar(layoutDigest(digestOf({ dueInstant: '2018-02-12T16:00:00Z', ...given })).calendars[0]!.content)
  const opened = of({})
  const moved = of({ id: 'n9', kind: 'moved', was: '2018-02-11T16:00:00Z' })
  const reminded = of({ id: 'n10', kind: 'due', moves: 1 })
  expect(valueOf(moved, 'UID')).toBe(valueOf(opened, 'UID'))
  expect(valueOf(reminded, 'UID')).toBe(valueOf(opened, 'UID'))
  expect([opened, moved, reminded].map((each) => valueOf(each, 'SEQUENCE'))).toEqual(['0', '1', '1'])
  expect(valueOf(of({ taskId: 'task/2' }), 'UID')).not.toBe(valueOf(opened, 'UID'))
})

test('two items about one task make one file, the one that knows of more moves', () => {
  const moved = {
    id: 'b',
    kind: 'moved',
    taskId: 't',
    title: '自查',
    was: '2018-02-11T16:00:00Z',
    dueInstant: '2018-02-12T16:00:00Z',
  } as const
  const opened = { id: 'a', kind: 'opened', taskId: 't', title: '自查', dueInstant: '2018-02-11T16:00:00Z' } as const
  for (const items of [
    [moved, opened],
    [opened, moved],
  ]) {
    const { calendars } = layoutDigest(digest({ items }))
    expect(calendars).toHaveLength(1)
    expect(valueOf(readCalendar(calendars[0]!.content), 'DTEND')).toBe('20180212T160000Z')
  }
})

test('file names are plain and differ', () => {
  const item = { kind: 'opened', title: '../../自查"\r\n.exe', dueInstant: '2018-02-12T16:00:00Z' } as const
  const { calendars } = layoutDigest(digest({ items: ['a', 'b'].map((id) => ({ id, ...item })) }))
  expect(calendars.map(({ filename }) => filename)).toEqual(['2018年2月12日-自查exe.ics', '2018年2月12日-自查exe-2.ics'])
})
