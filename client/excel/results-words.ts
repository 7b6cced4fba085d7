/** Sheets of a workbook of results. */
export const RESULTS_SHEETS = { about: '说明', results: '结果' } as const
/** Labels of the rows that say what the file is for. */
export const ABOUT_RESULTS = { cycle: '周期', step: '环节', format: '格式' } as const
/** The layout that is written and read. */
export const RESULTS_FORMAT = '结果报送/1'
/** The first column. */
export const UNIT_COLUMN = { name: '@unit', note: '单位' } as const
/** What the first sheet tells whoever fills the workbook. */
export const RESULTS_GUIDE: readonly string[] = [
  '本工作簿只用于上面的周期和环节，前三行请勿改动；别的周期、别的环节须另取一份（niankao results form）。',
  '“结果”表第一行是名称（读入时按它辨认），第二行说明是什么；从第三行起每个单位一行，一个不少，不重复。',
  '照写数字，如 92.5；不要使用公式、日期、合并单元格。空格是漏填，不是零；允许不适用的写“不适用：原因”。',
  '填完后用 niankao results import 读入，先加 --dry-run 只看变化；有一处不对就都不收，并逐格指出。',
]
