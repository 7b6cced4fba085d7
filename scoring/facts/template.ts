import type { IndicatorField, InputDeclaration } from '../pack/inputs.ts'
import type { Pack } from '../pack/pack.ts'

const types = {
  number: '数',
  numbers: '各份评分的列表',
  flag: 'true 或 false',
  events: '逐件的列表，没有时写 []',
  choice: '取值之一',
  date: '日期',
  frame: '所属节点',
}

/**
 * An empty facts file as YAML: each input stands as a comment that says what it is, who supplies it and within which bounds,
 * to be uncommented and filled. What stays commented is missing, which is not zero.
 */
export function factsTemplate(pack: Pack): string {
  const { roster, pack: head } = pack
  const lines = roster.units.flatMap((unit) => unitLines(pack, unit.key, unit.class))
  return [
    `# ${head.name}（${head.document}）事实表`,
    '# 去掉行首的 # 并填写；未填写的为“缺”，不是零。数用引号括住，如 "12.5"；来源可写 { value: "12.5", origin: 文号 }；不适用写 { notApplicable: 原因 }。',
    `pack: ${head.key}`,
    ...parameterLines(pack),
    'units:',
    ...lines,
    '',
  ].join('\n')
}

/** Parameters that a later document sets. */
function parameterLines({ scoring }: Pack): string[] {
  const open = Object.entries(scoring.parameters).filter(([, { value }]) => value === undefined)
  if (open.length === 0) return []
  return [
    '# parameters: # 待定的参数，依据后发的文件填写',
    ...open.map(([name, one]) => `#   ${name}: "" # ${one.label}：${types[one.type]}；${one.by}`),
  ]
}

function unitLines(pack: Pack, unit: string, classKey: string): string[] {
  const inputs = Object.entries(pack.scoring.inputs).filter(([, { classes }]) => !classes || classes.includes(classKey))
  return [`  ${unit}:`, ...indicatorLines(pack, unit), ...inputs.map(([name, input]) => inputLine(name, input))]
}

function inputLine(name: string, input: InputDeclaration): string {
  const example = {
    number: '""',
    numbers: '["", ""]',
    flag: 'false',
    choice: `"${'values' in input ? (input.values[0] ?? '') : ''}"`,
    events: `[{ ${
      'fields' in input
        ? Object.keys(input.fields)
            .map((field) => `${field}: ""`)
            .join(', ')
        : ''
    } }]`,
  }
  return `    # ${name}: ${example[input.type]} # ${input.label}：${types[input.type]}${choices(input)}${bounds(input)}；${input.by}`
}

function choices(input: { type: string; values?: string[] } | object): string {
  return 'values' in input && input.values ? `（${input.values.join('、')}）` : ''
}

function bounds(input: { min?: string | undefined; max?: string | undefined } | object): string {
  const { min, max } = input as { min?: string; max?: string }
  if (min !== undefined && max !== undefined) return `，${min} 至 ${max === 'full' ? '满分' : max}`
  return min !== undefined ? `，不低于 ${min}` : max !== undefined ? `，不高于 ${max}` : ''
}

function indicatorLines({ indicators, scoring }: Pack, unit: string): string[] {
  const fields = Object.entries(scoring.indicatorFields)
  if (fields.length === 0) return []
  const notes = fields.map(([field, declared]) => `    #   ${field}：${fieldNote(declared)}`)
  const listed = indicators.units[unit] ?? []
  const lines = listed.map(
    ({ key, full, name }) =>
      `    #   "${key}": { full: "${full}", ${fields
        .filter(([field]) => field !== 'full')
        .map(([field]) => `${field}: ""`)
        .join(', ')} } # ${name}`,
  )
  const blank = `    #   "1": { ${fields.map(([field]) => `${field}: ""`).join(', ')} }`
  return ['    # indicators: # 年度考核指标，逐项填写', ...notes, ...(listed.length > 0 ? lines : [blank])]
}

function fieldNote(field: IndicatorField): string {
  return `${field.label}，${types[field.type]}${choices(field)}${bounds(field)}；${field.by}`
}
