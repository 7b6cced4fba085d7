import type { VerbWords } from '../words.ts'

/** What the verbs of supervision do. */
export const SUPERVISION_VERBS = {
  cycleLights: { zh: '各单位逐月的灯：绿为按时，红为逾期未办，黄为逾期后补上，当月不再转绿', en: 'Lights of each unit by month.' },
  cycleSlips: { zh: '督办单：每件逾期未办的事发到第几级、答复没有、是否销号', en: 'Slips for what is late, rung by rung.' },
  slip: { zh: '督办单', en: 'Slips.' },
  slipAnswer: { zh: '答复督办单：写明措施和办结的日期', en: 'Answer the slip about a late task.' },
  evidence: { zh: '佐证材料', en: 'Evidence.' },
  evidenceList: { zh: '一个单位或机构报送过的材料，每件用在哪里', en: 'Files that were handed in, and where each is used.' },
} as const satisfies Record<string, VerbWords>

export const SUPERVISION_OPTIONS = {
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
