import type { FeedbackContent } from '../../records/feedback.ts'
import { markdownTable } from '../markdown.ts'
import { beijingText } from '../views/beijing.ts'

type Form = { name: string; version: number; content: unknown; issued_at: string }

/** A feedback form (考评情况反馈单) as the unit had it, in Markdown. */
export function formText({ name, version, content, issued_at }: Form): string {
  const { published, deductions, logHead } = content as FeedbackContent
  const rows = deductions.map((each) => [each.indicator ?? '—', each.name, each.points, each.full ?? '—', each.ground, each.origin])
  return [
    `# 考评情况反馈单：${name}`,
    `第 ${version} 次计算，${beijingText(issued_at)}（北京时间）下发。成绩：${published ?? '未定'}。`,
    rows.length === 0 ? '没有扣分和加减分事项。' : markdownTable(['指标', '事项', '分数', '分值', '依据', '来源'], rows),
    `日志校验值 ${logHead ?? '—'}\n`,
  ].join('\n\n')
}
