import { trouble } from '../problem.ts'
import type { Problem } from '../problem.ts'
import type { Pack } from './pack.ts'

/** For each node of the frame the keys of itself and of all nodes above it. */
export function nodesAbove({ indicators }: Pick<Pack, 'indicators'>): Map<string, Set<string>> {
  const parents = new Map((indicators.frame?.nodes ?? []).map(({ key, parent }) => [key, parent]))
  const trail = (key: string | undefined): string[] => (key === undefined ? [] : [key, ...trail(parents.get(key))])
  return new Map([...parents.keys()].map((key) => [key, new Set(trail(key))]))
}

const known = new WeakMap<object, Map<string | undefined, string[]>>()

/** The keys of the nodes of one level, or of all. */
export function nodesOf({ indicators }: Pick<Pack, 'indicators'>, level?: string): string[] {
  const nodes = indicators.frame?.nodes ?? []
  const levels = known.get(nodes) ?? new Map<string | undefined, string[]>()
  known.set(nodes, levels)
  const found = levels.get(level) ?? nodes.filter((node) => level === undefined || node.level === level).map(({ key }) => key)
  levels.set(level, found)
  return found
}

/** A frame hangs together: keys differ, and each node's parent stands one level above it (the first level has none). */
export function checkFrame({ indicators, scoring }: Pick<Pack, 'indicators' | 'scoring'>): Problem[] {
  const levels = (indicators.frame?.levels ?? []).map(({ key }) => key)
  const nodes = indicators.frame?.nodes ?? []
  const levelOf = new Map(nodes.map(({ key, level }) => [key, level]))
  const say = (path: string, code: string, message: string): Problem => trouble('indicators.yaml', path, code, message)
  return [
    ...nodes.flatMap(({ key, level, parent }, index) => {
      const path = `/frame/nodes/${index}`
      const depth = levels.indexOf(level)
      if (nodes.findIndex((one) => one.key === key) !== index)
        return [say(path, 'duplicate-key', `节点的键应不重复，实为 \`${key}\` 两次。请改名。`)]
      if (depth < 0)
        return [say(path, 'unknown-level', `节点 \`${key}\` 的层级应为 ${levels.join('、')} 之一，实为 \`${level}\`。请更正。`)]
      const wanted = levels[depth - 1]
      const found = parent === undefined ? undefined : levelOf.get(parent)
      return found === wanted && (parent === undefined) === (wanted === undefined)
        ? []
        : [
            say(
              path,
              'frame-parent',
              `节点 \`${key}\` 的上级应为${wanted === undefined ? '空缺' : ` ${wanted} 层的节点`}，实为 \`${parent ?? '空缺'}\`。请更正。`,
            ),
          ]
    }),
    ...Object.entries(scoring.indicatorFields).flatMap(([name, field]) =>
      field.type !== 'frame' || levels.includes(field.level)
        ? []
        : [
            trouble(
              'scoring.yaml',
              `/indicatorFields/${name}/level`,
              'unknown-level',
              `层级应为 indicators.yaml 中 frame 的 ${levels.join('、') || '（没有 frame）'} 之一，实为 \`${field.level}\`。请更正。`,
            ),
          ],
    ),
  ]
}
