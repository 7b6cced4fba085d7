import { refersTo } from '../grammar/dependencies.ts'
import { parametersOf } from '../grammar/where.ts'
import { roots, walk } from '../grammar/walk.ts'
import type { Pack } from '../pack/pack.ts'
import type { Check } from './check.ts'
import { finding } from './check.ts'

/** Each input, parameter and field is read, each rule leads to a total or a prize: what is declared and not used is a mistake in one of the two places. */
export const unused: Check = (pack) => {
  const { inputs, rules, indicatorFields, parameters } = pack.scoring
  const read = namesRead(pack)
  const live = reached(pack)
  const say = (code: string, path: string, message: string, source: Parameters<typeof finding>[4]) =>
    finding('warning', code, ['scoring.yaml', path], message, source)
  return [
    ...Object.entries(inputs)
      .filter(([name]) => !read.inputs.has(name))
      .map(([name, { label, source }]) =>
        say('unused-input', `/inputs/${name}`, `输入“${label}”（${name}）应有规则读取，实际没有。请使用或删去。`, source),
      ),
    ...Object.entries(parameters)
      .filter(([name]) => !read.parameters.has(name))
      .map(([name, { label, source }]) =>
        say('unused-parameter', `/parameters/${name}`, `参数“${label}”（${name}）应有规则读取，实际没有。请使用或删去。`, source),
      ),
    ...Object.entries(indicatorFields)
      .filter(([name]) => !read.fields.has(name))
      .map(([name, { label, source }]) =>
        say('unused-field', `/indicatorFields/${name}`, `指标字段“${label}”（${name}）应有规则读取，实际没有。请使用或删去。`, source),
      ),
    ...Object.entries(rules)
      .filter(([name]) => !live.has(name))
      .map(([name, { label, source }]) =>
        say('unused-rule', `/rules/${name}`, `规则“${label}”（${name}）应参与某类的总成绩，实际没有。请引用或删去。`, source),
      ),
  ]
}

function namesRead(pack: Pack): { inputs: Set<string>; fields: Set<string>; parameters: Set<string> } {
  const nodes = roots(pack).flatMap((root) => [...walk(root.node, 'number')].map(({ node }) => node))
  const inputs = nodes.flatMap((node) => (node.op === 'input' ? [node.name] : 'over' in node && node.over !== undefined ? [node.over] : []))
  const where = nodes.flatMap((node) => (node.op === 'perEvent' ? (node.where ?? []) : []))
  const parameters = [...nodes.flatMap((node) => (node.op === 'parameter' ? [node.name] : [])), ...parametersOf(where)]
  const fields = nodes.flatMap((node) =>
    node.op === 'item' ? [node.field] : node.op === 'each' ? (node.where ?? []).map(({ field }) => field) : [],
  )
  return { inputs: new Set(inputs), fields: new Set(fields), parameters: new Set(parameters) }
}

function reached(pack: Pack): Set<string> {
  const live = new Set<string>()
  const open = [...Object.values(pack.scoring.totals), ...pack.grades.prizes.map(({ rule }) => rule)]
  for (let rule = open.pop(); rule !== undefined; rule = open.pop()) {
    if (live.has(rule)) continue
    live.add(rule)
    open.push(...refersTo(pack, rule).map((one) => one.rule))
  }
  return live
}
