import { compare } from '../decimal.ts'
import type { Pack } from '../pack/pack.ts'
import { duplicates } from './assumptions.ts'
import type { Check } from './check.ts'
import { finding } from './check.ts'

/** Each class has a worked example, and for each bounded input some example stands on each bound. */
export const cases: Check = (pack) => {
  const tried = new Set(pack.cases.map((one) => one.class))
  const given = values(pack)
  return [
    ...pack.roster.classes
      .filter(({ key }) => !tried.has(key))
      .map(({ key, source }) => finding('warning', 'case-class', ['cases', ''], `类别 \`${key}\` 应有算例，实际没有。请补上。`, source)),
    ...duplicates(pack.cases.map(({ name }) => name)).map((name) =>
      finding('error', 'duplicate-key', ['cases', ''], `算例的名称应不重复，实为“${name}”两次。请改名。`),
    ),
    ...Object.entries(pack.scoring.inputs).flatMap(([name, input]) =>
      input.type !== 'number' && input.type !== 'numbers'
        ? []
        : [input.min, input.max]
            .filter((bound) => bound !== undefined)
            .filter((bound) => !(given.get(name) ?? []).some((value) => compare(value, bound) === 0))
            .map((bound) =>
              finding(
                'warning',
                'case-boundary',
                ['cases', ''],
                `输入“${input.label}”（${name}）的界限 ${bound} 应有算例，实际没有。请补上。`,
                input.source,
              ),
            ),
    ),
  ]
}

function values({ cases: list }: Pack): Map<string, string[]> {
  const found = new Map<string, string[]>()
  const facts = list.flatMap((one) =>
    'inputs' in one ? [one.inputs] : Object.values(one.standings).map((standing) => standing.facts ?? {}),
  )
  for (const [name, value] of facts.flatMap((one) => Object.entries(one))) {
    const texts = (Array.isArray(value) ? value : [value]).map((one: unknown) =>
      typeof one === 'object' && one !== null && 'value' in one ? one.value : one,
    )
    found.set(name, [
      ...(found.get(name) ?? []),
      ...texts.filter((text): text is string => typeof text === 'string' && /^-?\d+(\.\d+)?$/.test(text)),
    ])
  }
  return found
}
