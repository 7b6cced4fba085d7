/** Names of the sheets that every pack has; those of lists are called after their inputs. */
export const SHEETS = { about: '说明', units: '单位', indicators: '指标', parameters: '参数' } as const

/** What stands in a cell where there is nothing to list, and before the reason why something does not apply. */
export const NONE = '无'
export const NOT_APPLICABLE = '不适用：'

/** Second headings of the columns that are the same for all packs. */
export const COLUMNS = {
  unit: '单位',
  key: '指标的键',
  name: '指标名称（供对照，不读入）',
  parameter: '参数',
  label: '名称（供对照，不读入）',
  value: '值',
  origin: '来源',
  none: '没有时写“无”，不适用时写“不适用：原因”',
} as const

/** Types as the second headings say them. */
export const TYPES: Record<string, string> = {
  number: '数',
  text: '文字',
  flag: 'true 或 false',
  indicator: '指标的键',
  choice: '取值之一',
  frame: '所属节点的键',
  date: '日期，写作 2014-01-31',
}

/** Labels of the sheet that says which pack the workbook is of. */
export const ABOUT = { pack: '规则包', hash: '摘要', format: '格式' } as const
/** The layout that is written and read. */
export const FORMAT = '1'

/** What the first sheet tells whoever fills the workbook. */
export const GUIDE: readonly string[] = [
  '各表第一行是名称（读入时按它辨认，请勿改动），第二行说明由谁提供、是什么、上下限；从第三行起填写。',
  '空格表示“缺”，不是零；没有的清单写“无”；不适用的写“不适用：原因”，如“不适用：该类单位不设此项”。',
  '单元格均为文本格式，请照写数字，如 12.5；不要使用公式、日期、合并单元格。',
  '来源（文号等）写在名称后带 @origin 的列；该列若被隐藏，请取消隐藏。',
  '填完后用 niankao import 读入；有一处不对就都不写入，并逐格指出。',
]

/** `工作表“指标”单元格 C7` */
export const cellPlace = (sheet: string, address: string): string => `工作表“${sheet}”单元格 ${address}`
