import type { VerbWords } from '../words.ts'

/** What the verbs of evaluations, imported results and draws do. */
export const EVALUATION_VERBS = {
  taskShow: { zh: '一项任务：由谁办、何时到期；评价的，所见的各项结果', en: 'One task, with the results that lie before a rater.' },
  ballot: { zh: '无记名评价：凭一次性评价码', en: 'Anonymous evaluations, with one-time codes.' },
  ballotCodes: { zh: '发放评价码：写入一个新文件，只此一次（由考核办办理）', en: 'Issue the one-time codes into a new file, once.' },
  ballotRate: { zh: '凭评价码评价，不留岗位和时间，得到回执', en: 'Rate with a code; leaves neither post nor time.' },
  results: { zh: '结果报送：用工作簿或 CSV', en: 'Results of other bodies, by workbook or CSV.' },
  resultsForm: { zh: '一项结果报送任务的空白表（.xlsx 或 .csv），写明周期和环节', en: 'Write the empty form of a task, .xlsx or .csv.' },
  resultsImport: {
    zh: '读入填好的表并报送，有错即不收；--document 为凭文件整份更正',
    en: 'Hand in a filled form, all or nothing; with --document in the place of an earlier one.',
  },
  resultsUndo: { zh: '凭文件撤销最近一次更正，恢复此前的结果', en: 'Bring the results before the last ones into force again.' },
  draw: { zh: '抽签：事先公布校验值，任何人可以重抽一遍', en: 'Draws that anybody can repeat.' },
  drawShow: { zh: '一次抽签：抽签之前为校验值，之后为密值和全部的签', en: 'A draw: what was committed to, and then every lot.' },
  drawRepeat: { zh: '用签种和单位名单重抽一遍（不需要服务器）', en: 'Repeat a draw from a seed and a list of units.' },
  drawMix: {
    zh: '抽签之前公布一个无人能预知的数，一并用于抽签（由考核办办理）',
    en: 'Publish something that nobody could know, to be drawn with.',
  },
  ballotShow: {
    zh: '一次无记名评价怎样计票；结束之后为各组平均分',
    en: 'How an anonymous evaluation is counted, and its means once it has closed.',
  },
} as const satisfies Record<string, VerbWords>

export const EVALUATION_ARGUMENTS = {
  code: '评价码，如 7KQ2-MXH9-…',
  ratings: '评价的内容文件（YAML 或 JSON）；- 为标准输入',
  ballotStep: '无记名评价环节',
  drawStep: '抽查环节',
  drawSeed: '签种',
  units: '单位名单，每行一个；按类别分配名额的，后跟制表符和类别；- 为标准输入',
  resultsFile: '写入的文件，.xlsx 或 .csv',
  filledFile: '填好的文件，.xlsx 或 .csv',
  codesFile: '写入的文件，须是新的',
} as const

export const EVALUATION_OPTIONS = {
  replaceDocument: '凭此文件取代已经报送的结果',
  sample: '抽多少个',
  byClass: '按类别分配名额',
  value: '公布的数，照原文，如“双色球第 2017077 期 05 11 17 …”',
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

/** How results that come from a file are told. */
export const RESULTS = {
  otherStep: (task: string, step: string): string => `任务 ${task} 所在的环节“${step}”不是结果报送，没有可以导入的表格。`,
  form: (step: string, units: number, file: string): string => `“${step}”的空白表已写入 ${file}，共 ${units} 个单位。`,
  change: (unit: string, label: string, before: string | null, after: string): string =>
    before === null ? `增 ${unit} ${label}：${after}` : `改 ${unit} ${label}：${before} → ${after}`,
  changes: (lines: string[], changed: number, all: number): string[] => [...lines, `增 ${all - changed} 项，改 ${changed} 项。`],
  dry: '未报送。',
  done: (submission: string, document: string | undefined): string =>
    document === undefined ? `已报送，编号 ${submission}。` : `已凭“${document}”更正，编号 ${submission}；原来的结果仍在案。`,
} as const

/** How draws are told. */
export const DRAW = {
  head: (name: string, sample: number, byClass: boolean): string => `“${name}”抽 ${sample} 个单位${byClass ? '，按类别分配名额' : ''}。`,
  commitment: (hash: string): string => `事先公布的校验值 ${hash}（抽签密值的 SHA-256，周期开启时写入日志）`,
  value: (value: string, document: string): string => `校验值公布之后另行公布的数：${value}（${document}）`,
  before: '尚未抽签；抽签时公布密值。',
  secret: (secret: string): string => `密值 ${secret}`,
  seed: (seed: string): string => `签种 ${seed}；每个单位的签是“签种/单位”的 SHA-256，小的抽中：`,
  columns: [{ name: '次序', align: 'right' as const }, '抽中', '单位', '签'],
  drawn: '√',
  twice: (file: string, key: string): string => `${file} 中每个单位应只有一行，实际 \`${key}\` 列了两次。`,
  mixed: (name: string, value: string): string => `“${name}”抽签时将同时使用：${value}`,
} as const
