/** How a what-if is told. */
export const WHAT_IF = {
  settings: '【改动】',
  effects: '【影响】',
  amounts: '【合计】',
  findings: '【提醒】改动后的规则包有以前没有的问题：',
  none: '没有单位的成绩、名次、等次或结果运用因此改变。',
  absent: '（原来没有）',
  counts: (changed: number, ways: number, unchanged: number): string =>
    `${changed} 个单位有变化；${ways === 0 ? '' : `${ways} 个单位只有计分过程不同，结果相同；`}其余 ${unchanged} 个单位的成绩、名次、等次、结果运用和每一步计分依据均相同。`,
} as const

/** How units near a line are told. */
export const MARGINS = {
  side: { above: '高于或等于', below: '低于' },
  line: {
    grade: (where: string, label: string, article: string): string => `等次“${label}”的分数线 ${where}（${article}）`,
    quota: (where: string, label: string, article: string): string => `等次“${label}”的名额线：${where}（${article}）`,
    consequence: (where: string, label: string, article: string): string => `“${label}”的界线：${where}（${article}）`,
    last: (where: string, _: string, article: string): string => `末位的界线：${where}（${article}）`,
    rank: (where: string, rank: string): string => `前一名（第 ${rank} 名）${where}`,
  },
  moved: (label: string, before: string, size: string, after: string, published: string): string =>
    `若“${label}”由 ${before} ${size}（至 ${after}），公布成绩为 ${published}，越线。`,
  each: (label: string, size: string, published: string): string => `若“${label}”每份均${size}，公布成绩为 ${published}，越线。`,
  turned: (label: string, before: string, published: string): string =>
    /^\d+$/.test(before)
      ? `若“${label}”第 ${before} 件不成立，公布成绩为 ${published}，越线。`
      : `若“${label}”不是 ${before}，公布成绩为 ${published}，越线。`,
  noWay: '单独变动任何一项事实都不越线。',
  none: (within: string): string => `没有单位离界线在 ${within} 分以内。`,
  provisional: (name: string): string => `“${name}”尚有单位成绩未定，名次和界线待定，未列。`,
  note: '“越线”都经重新计分和重新评定确认；其他单位按现在的成绩。',
} as const

/** How the comparison of two packs is told. */
export const DIFF = {
  columns: ['文件', '路径', '依据', '变动', '改前', '改后'],
  kinds: { added: '新增', removed: '删去', changed: '改动', moved: '改类', order: '次序' },
  most: 40,
  amends: '后者注明由前者修订而来。',
  apart: '后者没有注明由前者修订而来。',
  same: '两者内容相同。',
  none: '没有不同。',
  sum: (all: number, kinds: string): string => `共 ${all} 处：${kinds}。`,
} as const

/** How last year's facts under this year's rules are told. */
export const SHADOW = {
  facts: '【事实】',
  factColumns: ['事实', '名称', { name: '单位数', align: 'right' }, '去向'],
  carried: '带入',
  notCarried: '未带入',
  lacking: '今年需要，上一年没有',
  classes: '【名次的相关】（斯皮尔曼等级相关系数；并列取中间名次）',
  classColumns: ['类别', { name: '两年均有成绩的单位', align: 'right' }, { name: '相关系数', align: 'right' }],
  grades: '【等次变动】',
  gradeColumns: ['单位', '上一年的办法', '今年的办法'],
  moves: '【名次变动】（在两年均有成绩的本类单位中）',
  moveColumns: ['变动', '单位', '类别', '名次', '公布成绩'],
  nothing: '  无',
  sum: (both: number, moves: number, grades: number, open: number, gone: number, fresh: number): string =>
    `两年均有成绩的单位 ${both} 个，其中名次变动 ${moves} 个，等次变动 ${grades} 个；按今年的办法成绩未定 ${open} 个；只在上一年名册 ${gone} 个，只在今年名册 ${fresh} 个。`,
  open: (missing: string): string => `成绩未定的单位缺：${missing || '——'}。`,
} as const satisfies Record<string, unknown>

/** The gravest that a change does to a unit. */
export const EFFECTS: Record<string, string> = {
  state: '状态',
  grade: '等次',
  amount: '金额',
  consequence: '结果运用',
  prize: '奖项',
  rank: '名次',
  score: '成绩',
  trace: '仅计分过程',
}

/** What stands on top of a facts file of made-up facts. */
export const SAMPLE = (name: string, seed: string): string[] => [
  `${name}：虚构的事实，由 template --sample ${JSON.stringify(seed)} 生成，仅供试算。`,
  '不是任何单位的真实情况，不得用于正式考评。',
]
