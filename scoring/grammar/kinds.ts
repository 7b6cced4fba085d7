import type { Pack } from '../pack/pack.ts'
import type { Node } from './node.ts'
import type { Kind } from './operator.ts'
import { operatorOf } from './operators.ts'

type Scoring = Pick<Pack, 'scoring'>

/** What a node gives: a number, a truth, a text, or null where what it refers to does not exist or is a list. Rules must not go in circles. */
export function kindOf(pack: Scoring, node: Node): Kind | null {
  const { gives } = operatorOf(node)
  if (gives === 'number' || gives === 'truth' || gives === 'text') return gives
  if (gives === 'same') {
    const branch = operatorOf(node)
      .children(node)
      .find(({ wants }) => wants === 'same')
    return branch ? kindOf(pack, branch.node) : null
  }
  return declaredKind(pack, node)
}

const standingKinds = { rank: 'number', published: 'number', size: 'number', last: 'truth', grade: 'text' } as const

function declaredKind(pack: Scoring, node: Node): Kind | null {
  if (node.op === 'standing') return standingKinds[node.field]
  if (node.op === 'parameter') return pack.scoring.parameters[node.name]?.type === 'number' ? 'number' : null
  if (node.op === 'rule') {
    const rule = pack.scoring.rules[node.rule]
    return rule ? kindOf(pack, rule.value) : null
  }
  const type =
    node.op === 'input' ? pack.scoring.inputs[node.name]?.type : node.op === 'item' ? pack.scoring.indicatorFields[node.field]?.type : null
  return type === 'number' ? 'number' : type === 'flag' ? 'truth' : type === 'choice' || type === 'frame' ? 'text' : null
}
