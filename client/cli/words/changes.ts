import type { VerbWords } from '../words.ts'

export const CHANGES_VERBS = {
  changes: {
    zh: '年内的变动：暂停、改期和延期、修订、无记名评价的发码、放假通知、单位变动，各依什么文件',
    en: 'What has become of a year beside its plan: pauses, moved dates, amendments, ballots, notices, units.',
  },
} as const satisfies Record<string, VerbWords>

/** How the changes of a year read. */
export const YEAR_CHANGES = {
  none: '年内没有变动，也没有发过评价码。',
  pauses: '【暂停】',
  pause: (since: string, until: string | null, days: number | null, document: string, reason: string, meaning: string): string =>
    `  ${since} 至 ${until ?? '今'}${days === null ? '' : `（${days} 个工作日）`}，《${document}》：${reason}；${meaning}`,
  movements: '【期限的变动】',
  kinds: { extend: '延期', reverse: '撤销延期', reschedule: '改期', resume: '恢复顺延' },
  movement: (number: string, kind: string, at: string, document: string, reason: string, by: string, reversed: string | null): string =>
    `  ${number} ${kind} ${at}，《${document}》：${reason}（${by}）${reversed === null ? '' : `；已由 ${reversed} 撤销`}`,
  moved: (of: string, date: 'opens' | 'due', was: string | null, becomes: string): string =>
    `    ${of}${date === 'opens' ? '开始' : '期限'}：${was ?? '未定'} → ${becomes}`,
  most: 20,
  more: (count: number): string => `    另有 ${count} 项，见 --json`,
  versions: '【办法的版本】',
  amendment: (ordinal: number, document: string, reason: string, pack: string, decided: string): string =>
    `  第 ${ordinal} 次修订，《${document}》：${reason}；版本 ${pack.slice(0, 12)}，${decided}`,
  waiting: '待决定',
  outcomes: { approve: '同意', refuse: '不同意' },
  ballots: '【无记名评价】',
  ballot: (name: string, floor: number, closed: boolean): string =>
    `  ${name}：不足 ${floor} 份不计${closed ? '' : '；正在评价，份数到期才公布'}`,
  group: (name: string, issued: number, used: string): string => `    ${name}：发码 ${issued}，评价 ${used}`,
  hidden: (closed: boolean): string => (closed ? '不足下限，不显示' : '到期公布'),
  calendar: '【放假通知】',
  notice: (version: number, year: number, document: string, by: string, at: string): string =>
    `  第 ${version} 版：${year} 年，《${document}》，${by} ${at} 收录`,
  units: '【单位变动】',
  unitKinds: { rename: '更名', merge: '合并', split: '分立' },
  unit: (on: string, from: readonly string[], kind: string, into: readonly string[], document: string, reason: string): string =>
    `  ${on} ${from.join('、')} ${kind}为 ${into.join('、')}，《${document}》：${reason}`,
} as const
