import { Refusal } from '../../records/refusal.ts'

/** It is no workbook, or one that is broken. */
export const notWorkbook = (file: string): Refusal =>
  new Refusal('bad-input', `\`${file}\` 应为 .xlsx 工作簿，实际不是或已损坏；请用 Excel 或 WPS 另存为 .xlsx 后再试。`)
