import type { VerbWords } from '../words.ts'

/** What the verbs of supervision do. */
export const SUPERVISION_VERBS = {
  cycleLights: { zh: '各单位逐月的灯：绿为按时，红为逾期未办，黄为逾期后补上，当月不再转绿', en: 'Lights of each unit by month.' },
  cycleSlips: { zh: '督办单：每件逾期未办的事发到第几级、答复没有、是否销号', en: 'Slips for what is late, rung by rung.' },
  slip: { zh: '督办单', en: 'Slips.' },
  slipAnswer: { zh: '答复督办单：写明措施和办结的日期', en: 'Answer the slip about a late task.' },
  cycleBurden: {
    zh: '每月向各单位要多少：表、材料、现场检查，超过上限的，要了两次的',
    en: 'What each month asks of units, against the ceiling.',
  },
  cycleRegister: { zh: '登记：日程中谁向谁要什么、依据哪一条，日程以外经批准的', en: 'What may be asked of units, and by which article.' },
  register: { zh: '日程以外收集材料的登记', en: 'Requests outside the plan.' },
  registerRequest: { zh: '登记一项日程以外的收集，写明文件，报请批准', en: 'Register a request outside the plan.' },
  registerRule: { zh: '批准或不予批准一项日程以外的收集', en: 'Approve or refuse such a request.' },
  evidence: { zh: '佐证材料', en: 'Evidence.' },
  evidenceList: { zh: '一个单位或机构报送过的材料，每件用在哪里', en: 'Files that were handed in, and where each is used.' },
} as const satisfies Record<string, VerbWords>

export const SUPERVISION_OPTIONS = {
  unitOnly: '只列这个单位',
  month: '只列这个月，写作 YYYY-MM',
  evidenceOf: '单位或机构',
  evidenceFrom: '引用本单位已报送的材料，写文件名或摘要的前八位以上，可多个',
  bind: '材料对应的指标，材料=指标,指标，如 台账.pdf=1,3，可多个',
  receiver: '只列发给这个单位或机构的',
  measures: '采取的措施',
  by: '办结的日期 YYYY-MM-DD',
} as const

/** What the lights say. */
export const LIGHTS = {
  unit: '单位',
  words: { green: '绿', yellow: '黄', red: '红', unlit: '未亮' } as Record<string, string>,
  none: '还没有亮灯。',
  notMonth: (found: string): string => `--month 应为一个月份，写作 YYYY-MM，实为 \`${found}\`。`,
  task: (title: string, due: string, done: string | null): string => `${title}，期限 ${due}，${done === null ? '未办' : done}`,
  counts: ({ green, yellow, red, unlit }: { green: number; yellow: number; red: number; unlit: number }): string =>
    `绿灯 ${green}，黄灯 ${yellow}，红灯 ${red}，未亮 ${unlit}（每单位每月一盏）。`,
}

/** What the slips say. */
export const SLIPS = {
  columns: ['文号', '单子', '任务', '事项', '由谁', '发出', '答复期限', '状态'],
  states: { open: '待答复', overdue: '逾期未答复', answered: '已答复', closed: '已销号', passed: '已转下一级' } as Record<string, string>,
  none: '没有督办单。',
  counts: (slips: { [name: string]: number }): string =>
    `督办：${Object.entries(slips)
      .map(([name, count]) => `${name} ${count}`)
      .join('，')}。`,
  leader: (label: string, leader: string): string => `  ${label} 知会 ${leader}`,
  answer: (label: string, by: string, at: string, measures: string, doneBy: string): string =>
    `  ${label} ${by} ${at} 答复：${measures}；${doneBy} 前办结`,
  answered: (label: string, doneBy: string): string => `${label}已答复，${doneBy}（北京时间）前办结；逾期未办的，转下一级。`,
}

/** What the evidence says. */
export const EVIDENCE = {
  none: '没有报送过佐证材料。',
  notBinding: (found: string): string => `--bind 应写作 材料=指标,指标，如 台账.pdf=1,3，实为 \`${found}\`。`,
  file: (sha: string, name: string, size: number, at: string): string => `${sha} ${name}（${size} 字节，${at} 报送）`,
  use: (step: string, submission: string, indicators: readonly string[], cited: boolean): string =>
    `${cited ? '引用' : '报送'}：${step}，报送编号 ${submission}${indicators.length > 0 ? `，指标 ${indicators.join('、')}` : ''}`,
}

export const SUPERVISION_ARGUMENTS = { number: '登记的号', outcome: '决定：approve 批准，refuse 不予批准' } as const

type Asked = { forms?: number; files?: number; visits?: number }
const PARTS: Record<string, string> = { forms: '表', files: '材料', visits: '现场检查' }

/** What the burden meter says. */
export const BURDEN = {
  columns: ['月份', ...['最多填表', '最多材料', '最多检查', '超限单位'].map((name) => ({ name, align: 'right' as const }))],
  none: '还没有向单位要过什么。',
  noCeiling: '规则包没有规定每月的上限（supervision.yaml 的 burden）。',
  ceiling: (ceiling: Asked): string =>
    `每月上限：${Object.entries(ceiling)
      .map(([what, most]) => `${PARTS[what] ?? what} ${most}`)
      .join('，')}。`,
  over: (name: string, month: string, parts: readonly string[], asked: Asked, ceiling: Asked | null): string =>
    `超过上限：${name} ${month}，${parts
      .map((what) => `${PARTS[what] ?? what} ${asked[what as keyof Asked]}（上限 ${ceiling?.[what as keyof Asked] ?? ''}）`)
      .join('，')}`,
  repeated: '同一内容要了两次：',
  twice: (what: string, names: readonly string[]): string =>
    `${what}（${names.length > 3 ? `${names.slice(0, 3).join('、')}等 ${names.length} 个单位` : names.join('、')}）`,
}

/** What the register says. */
export const REGISTER = {
  columns: [{ name: '环节', width: 30 }, '谁要', { name: '向谁', width: 40 }, '方式', '依据', '约定'],
  outsideColumns: [{ name: '号', align: 'right' as const }, '谁要', '内容', '文件', { name: '向谁', width: 40 }, '期限', '批准'],
  form: '填报',
  visit: '检查',
  assumed: (key: string, decided: string | null): string => `${key}（${decided ?? '未决定'}）`,
  outside: (approver: string): string => `日程以外的收集，须有文件，经${approver}批准：`,
  none: '没有。',
  waits: (approver: string): string => `待${approver}批准`,
  ruled: (outcome: string, by: string, at: string, reason: string | null): string =>
    `${outcome === 'approve' ? '批准' : '不予批准'}（${by}，${at}）${reason === null ? '' : `：${reason}`}`,
  registered: (number: number, approver: string): string => `已登记为第 ${number} 号，待 ${approver} 批准；批准之前不告知单位。`,
  answer: (outcome: string, told: number): string => (outcome === 'approve' ? `已批准，告知 ${told} 个单位。` : '已不予批准，不告知单位。'),
}
