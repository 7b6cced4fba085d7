import { circle, indicatorRules } from '../grammar/dependencies.ts'
import { roots } from '../grammar/walk.ts'
import { trouble } from '../problem.ts'
import type { Problem } from '../problem.ts'
import { checkCarryOver } from './carry-over.ts'
import { checkCirculars } from './circular.ts'
import { checkNodes } from './check-nodes.ts'
import { checkFrame } from './frame.ts'
import type { Pack } from './pack.ts'

/** Whatever would make an evaluation meaningless: unknown names, wrong types, circles. Lines are filled in by the reader. */
export function checkRules(pack: Pack): Problem[] {
  const found = circle(pack)
  if (found) {
    const [first = ''] = found
    return [trouble('scoring.yaml', `/rules/${first}`, 'circle', `规则不得循环引用，实为 ${found.join(' → ')}。请断开其中一处。`)]
  }
  const perIndicator = indicatorRules(pack)
  return [
    ...decider(pack),
    ...checkCarryOver(pack),
    ...checkCirculars(pack),
    ...totals(pack, perIndicator),
    ...exceptions(pack),
    ...names(pack),
    ...checkFrame(pack),
    ...prizes(pack, perIndicator),
    ...roots(pack).flatMap((root) => checkNodes(pack, root, perIndicator)),
  ]
}

/** Whoever decides on amendments has to be somebody. */
function decider({ pack: { amendments }, roster }: Pack): Problem[] {
  if (amendments === undefined || roster.bodies.some(({ key }) => key === amendments.body)) return []
  return [
    trouble(
      'pack.yaml',
      '/amendments/body',
      'unknown-body',
      `决定修订的机构应在 roster.yaml 的 bodies 中，实为 \`${amendments.body}\`。请更正。`,
    ),
  ]
}

function totals({ scoring, roster, grades }: Pack, perIndicator: Set<string>): Problem[] {
  const classes = new Set(roster.classes.map(({ key }) => key))
  const lacking = [...classes].filter((key) => scoring.totals[key] === undefined)
  return [
    ...lacking.map((key) =>
      trouble('scoring.yaml', '/totals', 'no-total', `totals 应为每个类别指明总成绩规则，实际缺 \`${key}\`。请补上。`),
    ),
    ...Object.entries(scoring.totals).flatMap(([key, rule]) => {
      const path = `/totals/${key}`
      if (!classes.has(key)) return [trouble('scoring.yaml', path, 'unknown-class', `类别应在 roster.yaml 中，实为 \`${key}\`。请更正。`)]
      if (!scoring.rules[rule])
        return [trouble('scoring.yaml', path, 'unknown-rule', `总成绩规则应在 rules 中，实为 \`${rule}\`。请更正。`)]
      return perIndicator.has(rule)
        ? [trouble('scoring.yaml', path, 'item-outside', `总成绩规则应属于单位，实为按指标计算的 \`${rule}\`。请用 each 汇总。`)]
        : []
    }),
    ...grades.ranking.classes
      .filter((key) => !classes.has(key))
      .map((key) =>
        trouble('grades.yaml', '/ranking/classes', 'unknown-class', `排名的类别应在 roster.yaml 中，实为 \`${key}\`。请更正。`),
      ),
  ]
}

/** A prize is for a rule of the unit, and for classes that are ranked. */
function prizes({ scoring, grades, roster }: Pack, perIndicator: Set<string>): Problem[] {
  const classes = new Set(roster.classes.map(({ key }) => key))
  return grades.prizes.flatMap((prize, index) => {
    const say = (code: string, message: string): Problem => trouble('grades.yaml', `/prizes/${index}`, code, message)
    return [
      ...(scoring.rules[prize.rule] && !perIndicator.has(prize.rule)
        ? []
        : [say('unknown-rule', `奖项 \`${prize.key}\` 应按 rules 中属于单位的规则评定，实为 \`${prize.rule}\`。请更正。`)]),
      ...prize.classes
        .filter((key) => !classes.has(key))
        .map((key) => say('unknown-class', `奖项 \`${prize.key}\` 的类别应在 roster.yaml 中，实为 \`${key}\`。请更正。`)),
    ]
  })
}

function exceptions({ scoring }: Pack): Problem[] {
  const keys = new Set(scoring.exceptions.map(({ key }) => key))
  return scoring.exceptions.flatMap(({ target, over }, index) => [
    ...(scoring.rules[target]
      ? []
      : [
          trouble(
            'scoring.yaml',
            `/exceptions/${index}/target`,
            'unknown-rule',
            `特殊处理的对象应在 rules 中，实为 \`${target}\`。请更正。`,
          ),
        ]),
    ...(over ?? [])
      .filter((key) => !keys.has(key))
      .map((key) =>
        trouble('scoring.yaml', `/exceptions/${index}/over`, 'unknown-exception', `over 应列其他特殊处理的键，实为 \`${key}\`。请更正。`),
      ),
  ])
}

/** Names that the trace needs for itself: rule names without a colon, `indicators` and dotted numbers not as inputs. */
function names({ scoring }: Pack): Problem[] {
  return [
    ...Object.keys(scoring.rules)
      .filter((name) => name.includes(':'))
      .map((name) => trouble('scoring.yaml', `/rules/${name}`, 'bad-name', `规则名不得含冒号，实为 \`${name}\`。请改名。`)),
    ...Object.keys(scoring.inputs)
      .filter((name) => name === 'indicators' || name.startsWith('indicators.') || /\.\d+$/.test(name))
      .map((name) =>
        trouble('scoring.yaml', `/inputs/${name}`, 'bad-name', `输入名不得为 indicators 或以数字段结尾，实为 \`${name}\`。请改名。`),
      ),
    ...Object.keys(scoring.indicatorFields)
      .filter((name) => name.includes('.') || ['key', 'withdrawn', 'taken'].includes(name))
      .map((name) =>
        trouble(
          'scoring.yaml',
          `/indicatorFields/${name}`,
          'bad-name',
          `指标字段名不得含点或为 key、withdrawn、taken，实为 \`${name}\`。请改名。`,
        ),
      ),
    ...(scoring.indicatorFields['full']?.type === 'number' || Object.keys(scoring.indicatorFields).length === 0
      ? []
      : [trouble('scoring.yaml', '/indicatorFields', 'no-full', '指标字段应包括类型为 number 的 full（满分），实际没有。请补上。')]),
  ]
}
