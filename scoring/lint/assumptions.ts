import { roots, walk } from '../grammar/walk.ts'
import type { Check } from './check.ts'
import { finding } from './check.ts'
import { assumesOf, sourcesOf } from './sources.ts'

/** Assumptions that are cited exist, those that exist are cited (or answer a question of procedure), choices are among the options, and a `choice` covers them. */
export const assumptions: Check = (pack) => {
  const known = new Set(pack.assumptions.map(({ key }) => key))
  const nodes = roots(pack).flatMap((root) =>
    [...walk(root.node, 'number')].map(({ node, path }) => ({ node, file: root.file, path: root.path + path })),
  )
  const choices = nodes.flatMap(({ node, ...at }) =>
    node.op === 'choice' ? [{ key: node.assumption, options: Object.keys(node.options), ...at }] : [],
  )
  const cited = [
    ...sourcesOf(pack).flatMap(({ source, ...at }) => ('assumption' in source ? [{ key: source.assumption, ...at }] : [])),
    ...assumesOf(pack),
    ...choices,
  ]
  const used = new Set(cited.map(({ key }) => key))
  return [
    ...cited
      .filter(({ key }) => !known.has(key))
      .map(({ key, file, path }) =>
        finding('error', 'unknown-assumption', [file, path], `应为 assumptions.yaml 中的事项，实为 \`${key}\`。请补上或更正。`),
      ),
    ...pack.assumptions.flatMap(({ key, options, choice, article }, index) => [
      ...(used.has(key)
        ? []
        : [
            {
              ...finding(
                'warning',
                'uncited-assumption',
                ['assumptions.yaml', `/${index}`],
                `事项 \`${key}\` 应有规则或步骤引用，实际没有。请引用或删去。`,
              ),
              article,
            },
          ]),
      ...(options.some((one) => one.key === choice)
        ? []
        : [
            {
              ...finding(
                'error',
                'unknown-choice',
                ['assumptions.yaml', `/${index}/choice`],
                `应选 ${options.map((one) => one.key).join('、')} 之一，实为 \`${choice}\`。请更正。`,
              ),
              article,
            },
          ]),
    ]),
    ...choices.flatMap(({ key, options, file, path }) => {
      const declared = pack.assumptions.find((one) => one.key === key)?.options.map((one) => one.key) ?? []
      const odd = [...declared.filter((one) => !options.includes(one)), ...options.filter((one) => !declared.includes(one))]
      return odd.map((one) =>
        finding('warning', 'choice-options', [file, path], `各选项应与事项 \`${key}\` 一一对应，\`${one}\` 实只在一处。请补上规则或选项。`),
      )
    }),
    ...duplicates(pack.assumptions.map(({ key }) => key)).map((key) =>
      finding('error', 'duplicate-key', ['assumptions.yaml', ''], `键应不重复，实为 \`${key}\` 两次。请改名。`),
    ),
  ]
}

/** Keys that occur more than once. */
export function duplicates(keys: readonly string[]): string[] {
  return [...new Set(keys.filter((key, index) => keys.indexOf(key) !== index))]
}
