import type { StuckKind } from '../../views/shapes/stuck.ts'

/** The words of the page about what does not move. */
export const stuckWords = {
  title: '停住的事',
  none: '没有停住的事。',
  own: '停住的事（本单位的）',
  intro: (of: string, clock: string) => `以${of}查看，周期时间 ${clock}（北京时间）。危害大的在前；命令可以照贴，文号、理由照实填写。`,
  all: (count: number) => `全部 ${count}`,
  kinds: {
    engine: '系统',
    paused: '暂停',
    trouble: '环节停住',
    nobody: '无人可办',
    confirm: '待第二人确认',
    late: '逾期未办',
    ruling: '待决定',
    gate: '待前置环节',
    mail: '通知未送达',
  } satisfies Record<StuckKind, string>,
  choose: '按种类筛选',
  task: (id: string) => `任务 ${id}`,
  late: (days: number) => (days === 0 ? '逾期不足一个工作日' : `逾期 ${days} 个工作日`),
  due: '期限',
  reminded: '催办',
  reminders: (count: number, at: string, to: string, state: string) => `${count} 次，最近 ${at} 给${to}，${state}`,
  never: '还没有',
  states: { kept: '留存', waiting: '待发', sending: '发送中', sent: '已发', unknown: '结果不明', failed: '发送失败' } as Record<
    string,
    string
  >,
  gathering: '待汇总',
  escalated: '已上报',
  blocks: '在等它的环节',
  names: (names: readonly string[]) => `${names.slice(0, 6).join('、')}${names.length > 6 ? ` 等 ${names.length} 个` : ''}`,
  verbs: '现在可以',
  by: (posts: readonly string[]) => `（${posts.slice(0, 3).join('、')}${posts.length > 3 ? ` 等 ${posts.length} 个岗位` : ''}）`,
  more: (count: number) => `其余 ${count} 件：缩小筛选，或用 cycle stuck 查看`,
} as const
