import type { Pack } from '../pack/pack.ts'
import type { Finding } from '../problem.ts'
import { duplicates } from './assumptions.ts'
import type { Check } from './check.ts'
import { finding } from './check.ts'

/** Keys are unique, and whoever is named exists: classes, units, bodies, in roster, indicators and scoring. */
export const references: Check = (pack) => {
  const { roster, indicators, scoring, grades } = pack
  const [classes, units, bodies] = [roster.classes, roster.units, roster.bodies].map((list) => new Set(list.map(({ key }) => key)))
  const unknown = (what: string, key: string, file: string, path: string): Finding =>
    finding('error', 'unknown-reference', [file, path], `${what}应在 roster.yaml 中，实为 \`${key}\`。请更正。`)
  const lists: [string, { key: string }[]][] = [
    ['classes', roster.classes],
    ['units', roster.units],
    ['bodies', roster.bodies],
  ]
  return [
    ...lists.flatMap(([part, list]) =>
      duplicates(list.map(({ key }) => key)).map((key) =>
        finding('error', 'duplicate-key', ['roster.yaml', `/${part}`], `键应不重复，实为 \`${key}\` 两次。请改名。`),
      ),
    ),
    ...roster.units.flatMap((unit, index) =>
      classes!.has(unit.class) ? [] : [unknown('单位的类别', unit.class, 'roster.yaml', `/units/${index}/class`)],
    ),
    ...roster.bodies.flatMap(({ unit }, index) =>
      unit === undefined || units!.has(unit) ? [] : [unknown('机构所属的单位', unit, 'roster.yaml', `/bodies/${index}/unit`)],
    ),
    ...Object.entries(indicators.units).flatMap(([unit, list]) => [
      ...duplicates(list.map(({ key }) => key)).map((key) =>
        finding('error', 'duplicate-key', ['indicators.yaml', `/units/${unit}`], `指标的键应不重复，实为 \`${key}\` 两次。请改名。`),
      ),
      ...list.flatMap(({ body }, index) =>
        body === undefined || bodies!.has(body) ? [] : [unknown('考评机构', body, 'indicators.yaml', `/units/${unit}/${index}/body`)],
      ),
    ]),
    ...Object.entries(scoring.inputs).flatMap(([name, input]) =>
      (input.classes ?? [])
        .filter((key) => !classes!.has(key))
        .map((key) => unknown('输入的类别', key, 'scoring.yaml', `/inputs/${name}/classes`)),
    ),
    ...grades.grades.flatMap(({ quota }, index) =>
      (quota ?? []).flatMap((one) =>
        one.classes.filter((key) => !classes!.has(key)).map((key) => unknown('名额的类别', key, 'grades.yaml', `/grades/${index}/quota`)),
      ),
    ),
    ...substitutes(pack),
    ...empty(pack, classes!),
  ]
}

function empty({ roster }: Pack, classes: Set<string>): Finding[] {
  const held = new Set(roster.units.map((unit) => unit.class))
  return [...classes]
    .filter((key) => !held.has(key))
    .map((key) => finding('warning', 'empty-class', ['roster.yaml', '/classes'], `类别 \`${key}\` 应有单位，实际没有。请登记或删去。`))
}

/** A substitute is a body or one of its posts, stands for somebody of the roster, and never for itself. */
function substitutes({ roster }: Pack): Finding[] {
  const bodies = new Set(roster.bodies.map(({ key }) => key))
  const owners = new Set([...bodies, ...roster.units.map(({ key }) => key)])
  const ownerOf = (key: string): string => key.replace(/(#\d+|\/联络员)$/u, '')
  const roles = new Set<string>(roster.bodies.map(({ role }) => `role:${role}`))
  return (roster.substitutes ?? []).flatMap(({ of, by, source }, index) => {
    const say = (code: string, part: string, message: string): Finding =>
      finding('error', code, ['roster.yaml', `/substitutes/${index}/${part}`], message, source)
    return [
      ...(owners.has(ownerOf(of)) || roles.has(of)
        ? []
        : [say('unknown-reference', 'of', `被代行者应为 roster.yaml 中的机构、单位、其岗位或 role:<角色>，实为 \`${of}\`。请更正。`)]),
      ...(bodies.has(ownerOf(by))
        ? []
        : [say('unknown-reference', 'by', `代行者应为 roster.yaml 中的机构或其岗位，实为 \`${by}\`。请更正。`)]),
      ...(ownerOf(of) === by ? [say('own-substitute', 'by', `代行者应为另一机构，实为自己 \`${by}\`。请更正。`)] : []),
    ]
  })
}
