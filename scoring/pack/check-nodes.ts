import { isItem } from '../grammar/dependencies.ts'
import { kindOf } from '../grammar/kinds.ts'
import type { Node, Where } from '../grammar/node.ts'
import { parametersOf } from '../grammar/where.ts'
import { walk } from '../grammar/walk.ts'
import type { Root, Visit } from '../grammar/walk.ts'
import { trouble } from '../problem.ts'
import type { Problem } from '../problem.ts'
import { nodesOf } from './frame.ts'
import type { Pack } from './pack.ts'

type Say = (code: string, message: string) => Problem

/** Checks each node of a tree: names exist, types fit, indicator and standing are read only where there is one. */
export function checkNodes(pack: Pack, root: Root, perIndicator: Set<string>): Problem[] {
  const wants = root.wants === 'any' ? (kindOf(pack, root.node) ?? 'number') : root.wants
  const ownItem = root.file === 'scoring.yaml' && ofIndicator(pack, root, perIndicator)
  return [...walk(root.node, wants)].flatMap((visit) => {
    const say: Say = (code, message) => trouble(root.file, root.path + visit.path, code, message)
    const problems = [...named(pack, visit.node, say), ...placed(root, visit, ownItem, perIndicator, say)]
    return problems.length > 0 ? problems : typed(pack, visit, say)
  })
}

function ofIndicator(pack: Pack, { id }: Root, perIndicator: Set<string>): boolean {
  const [kind, key] = id.split(':')
  return perIndicator.has(kind === 'exception' ? (pack.scoring.exceptions.find((one) => one.key === key)?.target ?? '') : id)
}

function named(pack: Pack, node: Node, say: Say): Problem[] {
  const { scoring, assumptions } = pack
  if (node.op === 'rule' && !scoring.rules[node.rule])
    return [say('unknown-rule', `应引用 rules 中的规则，实为 \`${node.rule}\`。请更正。`)]
  if (node.op === 'input' && !scoring.inputs[node.name])
    return [say('unknown-input', `应读取 inputs 中的输入，实为 \`${node.name}\`。请声明或更正。`)]
  if (node.op === 'parameter' && !scoring.parameters[node.name])
    return [say('unknown-parameter', `应读取 parameters 中的参数，实为 \`${node.name}\`。请声明或更正。`)]
  if (node.op === 'item' && !scoring.indicatorFields[node.field])
    return [say('unknown-field', `应读取 indicatorFields 中的字段，实为 \`${node.field}\`。请声明或更正。`)]
  if (node.op === 'mean' || node.op === 'highestOf')
    return node.over === undefined ? [] : listNamed(scoring.inputs[node.over]?.type, 'numbers', node.over, say)
  if (node.op === 'each')
    return [...fieldsNamed(node.where, ['key', ...Object.keys(scoring.indicatorFields)], say), ...nodesNamed(pack, node.where, say)]
  if (node.op === 'oneOf') return valuesNamed(pack, node.of, node.values, say)
  if (node.op === 'choice') {
    const assumption = assumptions.find(({ key }) => key === node.assumption)
    if (!assumption) return [say('unknown-assumption', `应取 assumptions.yaml 中的事项，实为 \`${node.assumption}\`。请补上或更正。`)]
    return node.options[assumption.choice]
      ? []
      : [say('unknown-option', `应有选项 \`${assumption.choice}\` 的规则，实际只有 ${Object.keys(node.options).join('、')}。请补上。`)]
  }
  if (node.op !== 'perEvent') return []
  const input = scoring.inputs[node.over]
  if (input?.type !== 'events') return listNamed(input?.type, 'events', node.over, say)
  const points = 'field' in node.points ? [node.points.field] : 'by' in node.points ? [node.points.by] : []
  const used = [...points, ...(node.once ? [node.once] : []), ...(node.perGroup ? [node.perGroup.by] : [])]
  const where = [...(node.where ?? []), ...(node.caps ?? []).flatMap((cap) => cap.where)]
  return [
    ...fieldsNamed(where, Object.keys(input.fields), say),
    ...unknownFields(used, Object.keys(input.fields), say),
    ...datesNamed(pack, node.where, say),
  ]
}

/** `under` names a node of the frame. */
function nodesNamed(pack: Pack, where: Where[] | undefined, say: Say): Problem[] {
  const nodes = new Set(nodesOf(pack))
  return (where ?? []).flatMap((one) =>
    one.test === 'under' && !nodes.has(one.to)
      ? [say('unknown-node', `应为 indicators.yaml 中 frame 的节点，实为 \`${one.to}\`。请更正。`)]
      : [],
  )
}

/** A date that tests compare with is a parameter of that type. */
function datesNamed({ scoring }: Pack, where: Where[] | undefined, say: Say): Problem[] {
  return parametersOf(where ?? [])
    .filter((name) => scoring.parameters[name]?.type !== 'date')
    .map((name) => say('unknown-parameter', `应为 parameters 中类型为 date 的参数，实为 \`${name}\`。请声明或更正。`))
}

/** The values asked for are among those that the text can have. */
function valuesNamed(pack: Pack, of: Node, values: string[], say: Say): Problem[] {
  const declared = textsOf(pack, of)
  return declared === null
    ? []
    : values
        .filter((one) => !declared.includes(one))
        .map((one) => say('unknown-value', `取值应为 ${declared.join('、')} 之一，实为 \`${one}\`。请更正。`))
}

/** The texts that a node can come to, or null where that is not known. */
function textsOf(pack: Pack, of: Node): string[] | null {
  const { inputs, indicatorFields } = pack.scoring
  if (of.op === 'standing') return of.field === 'grade' ? pack.grades.grades.map(({ key, as }) => as ?? key) : null
  const declared = of.op === 'input' ? inputs[of.name] : of.op === 'item' ? indicatorFields[of.field] : undefined
  if (declared?.type === 'frame') return nodesOf(pack, declared.level)
  return declared?.type === 'choice' ? declared.values : null
}

function listNamed(type: string | undefined, wanted: string, name: string, say: Say): Problem[] {
  return type === wanted ? [] : [say('wrong-list', `over 应为类型 ${wanted} 的输入，实为 \`${name}\`（${type ?? '未声明'}）。请更正。`)]
}

function fieldsNamed(where: Where[] | undefined, fields: string[], say: Say): Problem[] {
  return unknownFields(
    (where ?? []).map(({ field }) => field),
    fields,
    say,
  )
}

function unknownFields(used: string[], fields: string[], say: Say): Problem[] {
  return used
    .filter((field) => !fields.includes(field))
    .map((field) => say('unknown-field', `字段应为 ${fields.join('、')} 之一，实为 \`${field}\`。请更正。`))
}

function placed({ file, id }: Root, { node, insideEach }: Visit, ownItem: boolean, perIndicator: Set<string>, say: Say): Problem[] {
  const within = insideEach || ownItem
  if (file === 'grades.yaml' && (node.op === 'rule' || node.op === 'each' || isItem(node)))
    return [say('not-in-grades', `等次条件应读取 standing 和 input，实为 \`${node.op}\`。请把计算放在 scoring.yaml。`)]
  if (node.op === 'standing' && node.field === 'grade' && !/^(consequence|amount):/u.test(id))
    return [say('grade-in-grade', '等次应只在 consequences 中读取，实为在评定等次之前。请移过去。')]
  if (file === 'scoring.yaml' && node.op === 'standing')
    return [say('standing-in-score', '计分时还没有名次，standing 应只用于 grades.yaml。请移过去。')]
  if (node.op === 'each' && within) return [say('nested-each', 'each 不得嵌套，实为在按指标计算的规则中再次逐项计算。请拆开。')]
  if (node.op === 'rule' && perIndicator.has(node.rule) && !within)
    return [say('item-outside', `应在 each 中引用按指标计算的规则 \`${node.rule}\`，实为在其外。请用 each 汇总。`)]
  return isItem(node) && !within ? [say('item-outside', '读取指标字段应在 each 之中，实为在其外。请用 each 汇总。')] : []
}

function typed(pack: Pack, { node, wants }: Visit, say: Say): Problem[] {
  const gives = kindOf(pack, node)
  const words = { number: '数', truth: '是非', text: '文字' }
  if (gives === null)
    return [say('wrong-type', `应为${words[wants]}，实为列表或未知的值（\`${node.op}\`）。列表请用 mean、highestOf 或 perEvent 读取。`)]
  return gives === wants ? [] : [say('wrong-type', `应为${words[wants]}，实为${words[gives]}（\`${node.op}\`）。请更正。`)]
}
