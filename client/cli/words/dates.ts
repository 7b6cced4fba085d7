import type { VerbWords } from '../words.ts'

/** Verbs that move dates. */
export const DATE_VERBS = {
  reschedule: {
    zh: '改期：凭文件改一个环节的截止日或未到的开始日，任务、提醒随之而动',
    en: 'Move a date of a step, and all that follows it.',
  },
  pause: { zh: '暂停：凭文件让一个周期停下来', en: 'Have a cycle stand still.' },
  resume: { zh: '恢复：凭文件让暂停的周期继续', en: 'Have a paused cycle go on.' },
} as const satisfies Record<string, VerbWords>

export const DATE_OPTIONS = {
  until: '新的截止日 YYYY-MM-DD（须为工作日）',
  opens: '新的开始日 YYYY-MM-DD（须为今日以后的工作日，环节未开始时）',
  preview: '只说明哪些期限会怎样改，不写入',
  reverse: '撤销编号为此数的延期（task list 可查），与 --until 择一',
  reverseCycle: '周期编号；撤销延期而不指明任务时须写，即撤销其全部任务',
  clocks: 'kept 期限不变（届满的另给一个完整工作日），stopped 期限中止、恢复后顺延',
} as const

/** How moved dates read; dates are given as people read them. */
export const DATES = {
  undated: '未定',
  step: (date: 'opens' | 'due', was: string, becomes: string, earlier: boolean): string =>
    `${date === 'due' ? '截止' : '开始'}：${was} → ${becomes}${earlier ? '（提前）' : ''}`,
  task: (task: string, title: string, was: string, becomes: string): string => `  任务 ${task} ${title}：${was} → ${becomes}`,
  window: (unit: string, was: string, becomes: string): string => `  复核申请期限 ${unit}：${was} → ${becomes}`,
  kept: (task: string, title: string, why: string): string => `  不动：任务 ${task} ${title}（${why}）`,
  ownDue: (due: string): string => `另有期限 ${due}`,
  extension: (number: string, document: string, reversed: boolean): string => `${number} ${document}${reversed ? '（已撤销）' : ''}`,
  preview: '以下仅为预览，未写入。',
  nothing: '已是这个日期，没有变动。',
  number: (id: string): string => `编号 ${id}。`,
  told: (count: number): string => `共通知 ${count} 人，每人一次。`,
  paused: (cycle: string, since: string): string => `周期 ${cycle} 自 ${since} 起暂停。`,
  standing: ({
    since,
    document,
    reason,
    clocks,
  }: {
    since: string
    document: string
    reason: string
    clocks: 'kept' | 'stopped'
  }): string => `【暂停】自 ${since} 起，依“${document}”（${reason}），${clocks === 'kept' ? '期限不变' : '期限中止计算'}。`,
  resumed: (cycle: string, days: number): string => `周期 ${cycle} 恢复，暂停 ${days} 个工作日。`,
  already: '此前已恢复，没有变动。',
  either: '--until（延期）与 --reverse（撤销延期）应恰好写明一项。',
  whichTasks: '缺少参数 `task`：延期应指明任务编号。',
  whichCycle: '撤销延期应指明任务编号，或用 --cycle 指明周期以撤销其全部任务。',
} as const
