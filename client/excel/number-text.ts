/** Excel keeps this many digits; more are the remains of a calculation. */
const MOST_DIGITS = 15

/**
 * The decimal text of a number that somebody typed into a cell: its shortest form, if that is what was meant for certain.
 * `format` is how the cell shows it (`General`, `0.00`, `@` …): a percentage or a rounded view shows another number than it holds.
 */
export function numberText(number: number, format: string): { text: string } | { wrong: string } {
  const text = String(number)
  if (!/^-?\d+(\.\d+)?$/.test(text)) return { wrong: `应为普通十进制数，实为 ${text}；请改为文本格式，照原文写出` }
  const digits = text.replace(/[-.]/g, '').replace(/^0+/, '').length
  if (digits > MOST_DIGITS)
    return { wrong: `应为不超过 ${MOST_DIGITS} 位有效数字的数，实为计算留下的 ${text}；请改为文本格式，写出准确的值` }
  return showsAll(text, format) ? { text } : { wrong: `所存的 ${text} 与按格式“${format}”显示的不同；请改为文本格式，写出准确的值` }
}

function showsAll(text: string, format: string): boolean {
  if (format === 'General' || format === '@' || format === '') return true
  const places = /^(?:#,##)?0(?:\.(0+))?(?:_.)?\s*$/.exec(format) // also with thousands, and with the blank at the end that WPS adds
  return places !== null && (text.split('.')[1] ?? '').length <= (places[1] ?? '').length
}
