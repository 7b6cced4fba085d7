import type { Digest, NoticeItem } from '../../notices/index.ts'

/** Friday, 9 February 2018; the Sunday after it was worked. */
export const day = '2018-02-09'

export const items: readonly NoticeItem[] = [
  {
    id: 'n1',
    kind: 'late',
    taskId: 'self-check-2018-01/hbj',
    title: '1月份月度自查',
    unit: '市环保局',
    dueInstant: '2018-02-05T16:00:00.000Z',
    dueWhy: '每月5日前报送上月自查情况。',
  },
  { id: 'n2', kind: 'due', taskId: 'report/hbj', title: '年度自查报告', unit: '市环保局', dueInstant: '2018-02-12T16:00:00.000Z' },
  {
    id: 'n3',
    kind: 'feedback',
    taskId: 'feedback/hbj',
    title: '考评情况反馈单',
    link: 'https://kaoping.example.gov.cn/feedback/hbj?a=1&b=2',
    dueInstant: '2018-02-12T16:00:00.000Z',
    dueWhy: '收到反馈单的2个工作日内。',
  },
  {
    id: 'n4',
    kind: 'moved',
    taskId: 'evidence/hbj',
    title: '佐证材料上传',
    was: '2018-02-09T16:00:00.000Z',
    dueInstant: '2018-02-22T16:00:00.000Z',
    detail: '依据大考办〔2018〕3号延期。',
    moves: 2,
  },
  { id: 'n5', kind: 'decided', taskId: 'declaration/hbj', title: '任务书', detail: '领导小组审定通过。' },
]

/** A digest to a person; what is given replaces the sample. */
export function digest(given: Partial<Digest> = {}): Digest {
  return {
    id: `2017-dashiqiao/hbj-liaison/${day}`,
    cycle: { key: '2017-dashiqiao', name: '大石桥市2017年度绩效考评' },
    to: { name: '张三', address: 'zhangsan@hbj.example.gov.cn' },
    day,
    items,
    link: 'https://kaoping.example.gov.cn/cycle/2017-dashiqiao',
    ...given,
  }
}

/** A digest with one item. */
export function digestOf(item: Partial<NoticeItem>): Digest {
  return digest({ items: [{ id: 'n1', kind: 'opened', taskId: 'task/1', title: '月度自查', ...item }] })
}
