import type { Pack } from '../pack/pack.ts'
import type { Finding } from '../problem.ts'
import { plannedMonths } from '../supervision/asks.ts'
import { duplicates } from './assumptions.ts'
import type { Check } from './check.ts'
import { finding } from './check.ts'

const FILE = 'supervision.yaml'

/** Whoever supervision.yaml names is in the roster, slips have names of their own, and no month of the plan asks more of a unit than the ceiling. */
export const supervision: Check = (pack) => [...named(pack), ...overCeiling(pack)]

function named({ supervision: declared, roster }: Pack): Finding[] {
  const { ladder, register } = declared ?? {}
  const bodies = new Set(roster.bodies.map(({ key }) => key))
  const approvers = roster.bodies.filter(({ role }) => role === 'office' || role === 'authority').map(({ key }) => key)
  const say = (code: string, path: string, message: string) => finding('error', code, [FILE, path], message)
  return [
    ...(ladder?.rungs ?? []).flatMap(({ leader }, index) =>
      leader === undefined || bodies.has(leader)
        ? []
        : [say('unknown-reference', `/ladder/rungs/${index}/leader`, `知会的机构应在 roster.yaml 中，实为 \`${leader}\`。请更正。`)],
    ),
    ...duplicates((ladder?.rungs ?? []).map(({ slip }) => slip)).map((slip) =>
      say('duplicate-key', '/ladder/rungs', `各级单子的名称应不重复，实为 \`${slip}\` 两次。请改名。`),
    ),
    ...(register === undefined || approvers.includes(register.approver)
      ? []
      : [
          say(
            'unknown-reference',
            '/register/approver',
            `批准的机构应为 roster.yaml 中 role 为 office 或 authority 的 ${approvers.join('、')} 之一，实为 \`${register.approver}\`。请更正。`,
          ),
        ]),
  ]
}

const WORDS = { forms: '表', files: '件材料', visits: '次现场检查' } as const

function overCeiling(pack: Pack): Finding[] {
  const burden = pack.supervision?.burden
  if (!burden) return []
  return plannedMonths(pack).flatMap(({ class: unitClass, month, asked, steps }) =>
    (['forms', 'files', 'visits'] as const)
      .filter((what) => burden[what] !== undefined && asked[what] > Number(burden[what]))
      .map((what) =>
        finding(
          'warning',
          'burden',
          [FILE, `/burden/${what}`],
          `${unitClass} 类单位 ${month} 月应至多 ${burden[what]} ${WORDS[what]}，日程实要 ${asked[what]} ${WORDS[what]}（${steps.map(({ name }) => name).join('、')}）。请合并或错开。`,
          burden.source,
        ),
      ),
  )
}
