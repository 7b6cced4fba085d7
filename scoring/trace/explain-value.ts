/** A value of a trace in words. */
export function told(value: string): string {
  if (value.startsWith('missing: ')) return `待定（缺 ${value.slice('missing: '.length).replaceAll(' ', '、')}）`
  if (value.startsWith('notApplicable: ')) return `不适用（${value.slice('notApplicable: '.length)}）`
  return value === 'true' ? '是' : value === 'false' ? '否' : value
}
