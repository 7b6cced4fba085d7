import { dueText } from '../../../calendar/index.ts'
import type { Clocks } from '../../../records/schema.ts'
import { beijingText } from '../beijing.ts'
import type { StuckTask } from './tasks.ts'

const DOES: Record<StuckTask['verb'], string> = { submit: '报送', decide: '决定', acknowledge: '签收', resolve: '答复', publish: '公布' }
const REPAIRS = { bypass: '越过', substituteScore: '代评' } as const
const MOST_HANDS = 3

/** So many working days late, in words. Late on a day off counts none yet. */
export const lateWords = (days: number): string => (days === 0 ? '已逾期，不足一个工作日' : `逾期 ${days} 个工作日`)

/** Why a task does not move: whom it waits for, since when, until when, how late. */
export function taskReason(task: StuckTask, lateDays: number | null, paused: string | null): string {
  const { who, acts, hands, since, dueAt, incident, repair, verb } = task
  const due = `期限 ${dueText(dueAt)}${lateDays === null ? '' : `，${lateWords(lateDays)}`}`
  const held = paused === null ? '' : `${paused}，`
  if (repair !== null)
    return `${held}${repair.by} 自 ${beijingText(repair.at)} 依《${repair.document}》提出${REPAIRS[repair.kind]}，等考核办另一岗位确认；${due}。`
  if (hands.length === 0) return `${held}${incident?.sentence ?? `${who}没有岗位能办（空缺，或须回避）。`}${due}。`
  const posts = hands.length > MOST_HANDS ? `${hands.slice(0, MOST_HANDS).join('、')} 等 ${hands.length} 个岗位` : hands.join('、')
  return `${held}等${acts === null ? who : `${acts}（代${who}）`}${DOES[verb]}（${posts}），自 ${beijingText(since)} 起，${due}。`
}

/** That the year stands still, and what becomes of the clocks. */
export const PAUSED: Record<Clocks, string> = {
  kept: '年度暂停，期限不变（暂停期间届满的，恢复后另给一个完整工作日）',
  stopped: '年度暂停，期限中止计算（恢复后按暂停的工作日数顺延）',
}
