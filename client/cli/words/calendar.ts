import { changeWords, dateAt, dueText } from '../../../calendar/index.ts'
import type { HolidayNotice } from '../../../records/calendar.ts'
import type { PublishedCalendar } from '../../verbs/publish-calendar.ts'
import type { VerbWords } from '../words.ts'

/** What the verbs of the calendar do. */
export const CALENDAR_VERBS = {
  calendar: { zh: '周期的工作日历：放假通知', en: 'The working days of a cycle: holiday notices.' },
  publish: {
    zh: '收录一年的放假通知（或对它的更改），按工作日数的期限随之重算，--preview 只看会怎样',
    en: 'Enter the holiday notice of a year; what is counted in working days is counted anew.',
  },
  show: { zh: '周期知道哪些年的放假安排，先后收录了哪些通知', en: 'Which holiday notices a cycle knows.' },
  why: { zh: '为什么是这一天：一项期限逐日计与不计的理由', en: 'Why this deadline: each day counted or skipped.' },
} as const satisfies Record<string, VerbWords>

export const CALENDAR_OPTIONS = {
  file: '放假安排（YAML 或 JSON）：year、off、work、ordinary；- 为标准输入',
  document: '通知的文号',
  preview: '只看哪些期限会变，不保存',
  shorten: '会变短的期限一并缩短，写明理由；不写则保持不变',
  subject: '任务编号、环节或单位（单位指其复核期限）',
} as const

type Move = PublishedCalendar['moves'][number]
const OUTCOMES: Record<Move['outcome'], string> = {
  later: '顺延',
  kept: '保持（按新安排会变短）',
  shortened: '缩短',
  earlier: '提前',
  same: '不变，不再暂定',
}
const WHATS = { opens: '开始', due: '期限' } as const

/** What a publication has come to, or would come to. */
export function publishedText({ year, document, days, moves, closed, datesOff, version, preview }: PublishedCalendar): string {
  const head = `${year} 年放假安排（${document}）：${days.length > 0 ? changeWords(days) : '与推算的没有差别'}。`
  const end = preview ? '以上仅为预览，没有保存。' : `已收录为工作日历第 ${version} 版。`
  const move = (each: Move) =>
    `  ${each.task === null ? '' : `任务 ${each.task} `}${each.title}${WHATS[each.what]}：${dueText(each.was)}${each.becomes === each.was ? '' : ` → ${dueText(each.becomes)}`}（${OUTCOMES[each.outcome]}${each.outcome === 'kept' ? `，应为 ${dueText(each.counted)}` : ''}）`
  const late = closed.map((each) => `  ${each.title}：${dueText(each.was)} 已经届满，按新安排应为 ${dueText(each.counted)}`)
  const off = datesOff.map((each) => `  ${each.title}${WHATS[each.what]} ${each.date}：${each.reason}`)
  return [head, ...list('【按工作日数的期限】', moves.map(move)), ...list('【已经届满，须由考核办另行处理】', late), ...list('【定在放假日的日期，须由考核办决定是否改期】', off), end].join('\n') // prettier-ignore
}

const list = (title: string, lines: readonly string[]): string[] => (lines.length === 0 ? [] : [title, ...lines])

/** What a cycle knows. */
export const calendarText = (cycle: string, name: string, until: number | null, notices: readonly HolidayNotice[]): string =>
  [
    `周期 ${cycle} 的工作日历：${name}；开启时已知至 ${until ?? '本版所载的'} 年的放假安排。`,
    ...notices.map(
      ({ version, year, document, by_post, at }) => `  第 ${version} 版：${year} 年，${document}，${by_post} 于 ${dateAt(at)} 收录`,
    ),
  ].join('\n')

/** What stands after a date that may still move. */
export const PROVISIONAL = '（暂定）'
