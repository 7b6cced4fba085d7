import type { CircularView } from './views/circular.ts'
import { markdownTable } from './markdown.ts'

const SHOWN = { scores: '成绩', ranks: '名次', grades: '等次', consequences: '结果运用', prizes: '奖项' } as const
const STATES: Record<string, string> = { undetermined: '未定', notApplicable: '不计分', refused: '未定' }

/** The circular as it is sent round, in Markdown: by classes in order of rank, by grades, prizes, lists, and what it rests on. */
export function circularText(view: CircularView): string {
  const { name, published, audience, shows, source, classes, prizes, lists, version, pack, resultHash } = view
  const where = source.assumption ? `未决事项 ${source.assumption.key}：${source.assumption.decided ?? '未决定'}` : source.article
  return [
    `# 关于${name}考评结果的通报${published ? '' : '（草稿，尚未公布）'}`,
    [
      `文号：${published?.document ?? '——'}`,
      `公布：${published ? `${published.at}（北京时间）` : '——'}`,
      `通报范围：${audience ?? '被考评单位'}（${where}）`,
      `通报内容：${shows.map((one) => SHOWN[one]).join('、')}`,
    ].join('  \n'),
    ...classes.map(classText),
    ...(prizes.length === 0 ? [] : ['## 奖项', prizes.map(prizeText).join('\n')]),
    ...(lists.length === 0 ? [] : ['## 结果运用', lists.map(listText).join('\n')]),
    `以上为第 ${version} 次计算的成绩，所用办法为第 ${pack.version} 版（${pack.hash}），结果校验值 ${resultHash}${published?.logHead ? `，公布时的日志校验值 ${published.logHead}` : ''}。`,
  ].join('\n\n')
}

function classText({ name, ranked, complete, units, grades }: CircularView['classes'][number]): string {
  const shown = <T>(value: (unit: (typeof units)[number]) => T | null): boolean => units.some((unit) => value(unit) !== null)
  const columns = [
    ...(ranked && shown(({ rank }) => rank) ? [{ head: '名次', cell: ({ rank }: (typeof units)[number]) => String(rank ?? '—') }] : []),
    { head: '单位', cell: (unit: (typeof units)[number]) => (unit.madeUp ? `${unit.name}（虚构）` : unit.name) },
    ...(shown(({ score }) => score)
      ? [{ head: '成绩', cell: ({ score, state }: (typeof units)[number]) => score ?? STATES[state] ?? '—' }]
      : []),
    ...(shown(({ grade }) => grade) ? [{ head: '等次', cell: ({ grade }: (typeof units)[number]) => grade ?? '—' }] : []),
  ]
  return [
    `## ${name}${complete ? '' : '（尚有单位成绩未定，名次待定）'}`,
    markdownTable(
      columns.map(({ head }) => head),
      units.map((unit) => columns.map(({ cell }) => cell(unit))),
    ),
    ...grades.map(({ label, units: own }) => `${label}（${own.length} 个）：${own.join('、')}`),
  ].join('\n\n')
}

const prizeText = ({ label, class: own, winners }: CircularView['prizes'][number]): string =>
  `- ${label}（${own}）：${winners.map(({ name }) => name).join('、') || '无'}`

const listText = ({ label, units, needsDecision }: CircularView['lists'][number]): string =>
  `- ${label}${needsDecision ? '（须另行决定）' : ''}：${units.map(({ name, value, open }) => `${name}${value === null ? '' : ` ${value}`}${open ? '（待定）' : ''}`).join('、')}`
