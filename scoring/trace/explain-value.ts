import type { Pack } from '../pack/pack.ts'
import { factDeclaration, parameterDeclaration } from './fact-source.ts'

/** So many places of a long decimal are said; the rest is in the value itself. */
const said = 6

/** A value of a trace in words: long decimals cut short and marked so, what is missing by its label. */
export function told(pack: Pack, value: string): string {
  if (value.startsWith('missing: ')) return `待定（缺 ${lacking(pack, value.slice('missing: '.length).split(' '))}）`
  if (value.startsWith('notApplicable: ')) return `不适用（${value.slice('notApplicable: '.length)}）`
  if (value === 'true' || value === 'false') return value === 'true' ? '是' : '否'
  return value.replace(new RegExp(String.raw`^(-?\d+\.\d{${said}})\d{5,}$`), '$1…')
}

/** What a text of a trace is called: a grade by its label, a node of the frame by its name, anything else as it is. */
export function textName({ grades, indicators }: Pack, text: string): string {
  const grade = grades.grades.find(({ key }) => key === text)
  return grade?.label ?? indicators.frame?.nodes.find(({ key }) => key === text)?.name ?? text
}

const several = 6

function lacking(pack: Pack, names: readonly string[]): string {
  const words = [...new Set(names.map((name) => inputName(pack, name)))]
  return words.length > several ? `${words.slice(0, several).join('、')}等 ${words.length} 项` : words.join('、')
}

function inputName(pack: Pack, name: string): string {
  const [, head = '', rest = ''] = /^(published|prize):(.+)$/u.exec(name) ?? []
  if (head !== '') return `${rest.split(':').at(-1)}的${head === 'published' ? '公布成绩' : '奖项得分'}`
  const parameter = name.startsWith('parameters.') ? parameterDeclaration(pack, `parameter:${name.slice('parameters.'.length)}`) : null
  const [, indicator] = /^indicators\.(.+)\.[^.]+$/u.exec(name) ?? []
  const label = (parameter ?? factDeclaration(pack, `input:${name}`))?.label ?? name
  return indicator === undefined ? label : `${label}〔${indicator}〕`
}
