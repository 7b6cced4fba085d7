import type { VerbWords } from '../words.ts'

export const UNIT_VERBS = {
  unit: { zh: '被考评单位：年中更名、合并、分立，凭文件办理', en: 'Assessed units: renamed, merged or split in the course of the year.' },
  list: { zh: '现有的被考评单位，年内由哪些单位变来', en: 'The units in force, and what has become of units.' },
  rename: { zh: '单位更名：自某日起用新名称，以前的文书仍用旧名', en: 'A unit has another name from a day on.' },
  merge: { zh: '单位合并：原单位的记录留存，未办任务转给承接单位', en: 'Units are merged into one, which may be one of them.' },
  split: { zh: '单位分立：逐项写明指标归哪个承接单位', en: 'A unit is split; each indicator goes to one successor.' },
  decide: { zh: '规则包规定由文件决定的得分：登记文件所定的数', en: 'Enters the number that a document decides.' },
  indicator: { zh: '任务书中的指标', en: 'Indicators of a task book.' },
  withdraw: { zh: '撤销一项指标：提出后由考核办另一岗位决定，得分留存', en: 'Asks for an indicator to be withdrawn; its scores stay.' },
} as const satisfies Record<string, VerbWords>

export const UNIT_ARGUMENTS = {
  unit: '单位（名册中的键）',
  from: '原单位，两个以上；并入现有单位的，也列上它',
  input: '计分规则中的输入，如 process；指标的得分写字段名，并用 --indicator 指明',
  value: '文件所定的数',
  indicator: '指标的序号',
} as const

export const UNIT_OPTIONS = {
  on: '自哪一天起，YYYY-MM-DD，在考评年度之内且已经到来',
  document: '依据的文件和文号',
  reason: '理由',
  preview: '只看影响，不办理',
  name: '新名称',
  into: '承接单位的键；分立时可多个，写作 单位=序号,序号',
  class: '承接单位的类别；省略则与第一个原单位相同',
  from: '自哪一天起撤销；省略则自决定之日起',
  indicator: '所决定的是该指标的得分',
} as const

/** What has become of units. */
export const UNITS = {
  kinds: { rename: '更名', merge: '合并', split: '分立' },
  done: (from: string, kind: string, into: string, on: string): string => `${from} 自 ${on} 起${kind}为 ${into}。`,
  preview: '【只看影响，未办理】',
  taken: (indicators: number, scores: number, additions: number): string =>
    `转给承接单位：指标 ${indicators} 项，得分 ${scores} 个，加减分和核验 ${additions} 件；原单位的记录照旧可查。`,
  cancelled: (count: number): string => `取消原单位未办的任务 ${count} 项：`,
  opened: (count: number): string => `承接单位新开任务 ${count} 项：`,
  columns: ['单位', '名称', '类别', '自', '由'],
  eventColumns: ['日期', '变动', '原单位', '承接单位', '文件', '理由', '岗位'],
  events: '【年内变动】',
  decided: (unit: string, input: string, value: string, was: string | null): string =>
    `${unit} 的 ${input} 由文件定为 ${value}${was === null ? '' : `（原定 ${was}）`}。`,
  asked: (submission: string): string => `已提出（报送 ${submission}），由考核办另一岗位决定：task list 可查。`,
} as const
