import type { VerbWords } from '../words.ts'

/** What the verbs of evaluations, imported results and draws do. */
export const EVALUATION_VERBS = {
  taskShow: { zh: '一项任务：由谁办、何时到期；评价的，所见的各项结果', en: 'One task, with the results that lie before a rater.' },
  ballot: { zh: '无记名评价：凭一次性评价码', en: 'Anonymous evaluations, with one-time codes.' },
  ballotCodes: { zh: '发放评价码：写入一个新文件，只此一次（由考核办办理）', en: 'Issue the one-time codes into a new file, once.' },
  ballotRate: { zh: '凭评价码评价，不留岗位和时间，得到回执', en: 'Rate with a code; leaves neither post nor time.' },
  ballotShow: {
    zh: '一次无记名评价怎样计票；结束之后为各组平均分',
    en: 'How an anonymous evaluation is counted, and its means once it has closed.',
  },
} as const satisfies Record<string, VerbWords>

export const EVALUATION_ARGUMENTS = {
  code: '评价码，如 7KQ2-MXH9-…',
  ratings: '评价的内容文件（YAML 或 JSON）；- 为标准输入',
  ballotStep: '无记名评价环节',
  codesFile: '写入的文件，须是新的',
} as const

/** How anonymous evaluations are told. */
export const BALLOT = {
  issued: (step: string, groups: string, file: string): string =>
    `“${step}”的评价码已发放：${groups}，写入 ${file}。系统只存校验值，这是唯一的一份；请逐码裁开、随机分发，不登记谁得了哪一码，发完销毁。`,
  group: (name: string, codes: number): string => `${name} ${codes} 个`,
  rated: (step: string, group: string, ballot: string, receipt: string): string =>
    `“${step}”已收到一份${group}的评价。\n票号 ${ballot}\n回执 ${receipt}\n回执在结束时全部列入日志，凭它可以核对自己的一份是否计入；它和评价码都不留在系统里。`,
  header: '组,评价码',
  rule: (floor: number, below: string): string => `每个单位每组至少 ${floor} 份有效评价才公布，开始时已经冻结，不能改动；不足的${below}。`,
  below: { notAssessed: '不公布，该组对该单位按未评处理', pooled: '与其他组合并到足数再取平均' },
  closed: '尚未结束，不显示任何结果。',
  columns: ['单位', '组', { name: '份数', align: 'right' as const }, { name: '平均分', align: 'right' as const }],
  tooFew: '不足，不公布',
} as const

/** How one task is told. */
export const TASK = {
  line: (step: string, state: string, verb: string, who: string, due: string): string =>
    `环节 ${step}，${state}，由 ${who} 办理（${verb}），期限 ${due}（北京时间）`,
  briefing: (hash: string): string => `以下各项结果在本环节开始时汇总、冻结，供评价参考（校验值 ${hash}）：`,
  unit: '单位',
  none: '—',
} as const
