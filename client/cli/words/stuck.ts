import type { StuckKind } from '../../views/shapes/stuck.ts'
import type { VerbWords } from '../words.ts'

export const STUCK_VERBS = {
  stuck: {
    zh: '停住的事：为什么停、自何时、逾期几个工作日、催办督办过几次、现在可以怎样办；考核办看到全部，其余岗位只看到自己的',
    en: 'What does not move: why, how late, what was done about it, and which verbs are safe now.',
  },
} as const satisfies Record<string, VerbWords>

export const STUCK_OPTIONS = {
  as: '以哪个岗位查看',
  of: '只列这个单位或机构的（所属的，或在等它的）',
  step: '只列这个环节的',
} as const

/** How the list reads. */
export const STUCK = {
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
  } as const satisfies Record<StuckKind, string>,
  head: (name: string, cycle: string, clock: string, post: string, of: string): string =>
    `${name}（${cycle}）周期时间 ${clock}，以 ${post}（${of}）查看`,
  own: '只列本单位（本机构）的。',
  none: '没有停住的事。',
  sum: (all: number, parts: readonly string[]): string => `共 ${all} 件：${parts.join('，')}。`,
  task: (id: string, step: string): string => `（任务 ${id}，环节 ${step}）`,
  step: (key: string): string => `（环节 ${key}）`,
  dueWhy: (words: string): string => `期限：${words}`,
  reminded: (count: number, at: string, to: string, state: string): string => `催办：${count} 次，最近 ${at} 给${to}，${state}`,
  never: '催办：还没有。',
  gathering: '待汇总',
  escalated: (what: string, to: string, at: string, state: string | null): string =>
    `已上报：${at} ${what}，${to}${state === null ? '' : `，${state}`}`,
  blocks: (names: readonly string[]): string =>
    `牵连：${names.length > 3 ? `${names.slice(0, 3).join('、')}等 ${names.length} 个环节` : names.join('、')}在等`,
  can: '可以：',
  verb: (command: string, does: string, by: readonly string[], note: string | null): string =>
    `  ${command}\n    ${does}（${by.length > 3 ? `${by.slice(0, 3).join('、')}等 ${by.length} 个岗位` : by.join('、')}）${note === null ? '' : `；${note}`}`,
  limited: (limit: number): string => `只列出前 ${limit} 件；用 --limit 多列，或用 --of、--step 缩小范围。`,
} as const
