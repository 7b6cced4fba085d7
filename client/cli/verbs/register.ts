import { Option, type Command } from 'commander'
import type { RegisterView } from '../../views/register.ts'
import { actOnCycle, withPost } from '../acting.ts'
import { answering, type Answer } from '../answer.ts'
import { table } from '../table.ts'
import { family, verb } from '../verb.ts'
import { ARGUMENTS, OPTIONS } from '../words.ts'
import { REGISTER, SUPERVISION_ARGUMENTS, SUPERVISION_VERBS } from '../words/supervision.ts'

async function show(cycle: string): Promise<Answer> {
  const [{ withRows }, { registerView }] = await Promise.all([import('../session.ts'), import('../../views/register.ts')])
  const view = await withRows(({ database }) => registerView(database, cycle))
  return { json: view, text: () => registerText(view) }
}

/** What the plan asks of units, with its article; then what was asked outside it. */
export function registerText({ planned, outside, approver }: RegisterView): string {
  const rows = planned.map(({ name, asker, classes, visits, source: { article, assumption } }) => [
    ...[name, asker, classes.join('、'), visits ? REGISTER.visit : REGISTER.form, article],
    assumption === null ? '' : REGISTER.assumed(assumption.key, assumption.decided),
  ])
  const asked = outside.map(({ number, asker, units, what, document, due, ruling }) => [
    ...[number, asker, what, document, units.join('、'), due],
    ruling === null ? REGISTER.waits(approver) : REGISTER.ruled(ruling.outcome, ruling.by, ruling.at, ruling.reason),
  ])
  return [
    table(REGISTER.columns, rows),
    '',
    REGISTER.outside(approver),
    asked.length === 0 ? REGISTER.none : table(REGISTER.outsideColumns, asked),
  ].join('\n')
}

async function request(cycle: string, content: string, { as }: { as: string }): Promise<Answer> {
  const [{ requestCollection }, { readContent }] = await Promise.all([import('../../verbs/request-collection.ts'), import('../input.ts')])
  const input = { content: await readContent(content) }
  return actOnCycle(
    cycle,
    as,
    (call) => requestCollection(call, input),
    ({ number, approver }) => REGISTER.registered(number, approver),
  )
}

type Ruling = { as: string; reason?: string; document?: string }

async function rule(cycle: string, number: string, outcome: string, { as, ...words }: Ruling): Promise<Answer> {
  const { ruleCollection } = await import('../../verbs/rule-collection.ts')
  return actOnCycle(
    cycle,
    as,
    (call) => ruleCollection(call, { number, outcome, ...words }),
    ({ outcome: ruled, told }) => REGISTER.answer(ruled, told),
  )
}

/** Adds `cycle register`. */
export function registerCycleRegister(cycle: Command): void {
  verb(cycle, 'register', SUPERVISION_VERBS.cycleRegister).argument('<cycle>', ARGUMENTS.cycle).action(answering(show))
}

/** Adds the verbs for what is asked outside the plan. */
export function registerRegister(program: Command): void {
  const register = family(program, 'register', SUPERVISION_VERBS.register)
  withPost(verb(register, 'request', SUPERVISION_VERBS.registerRequest))
    .argument('<cycle>', ARGUMENTS.cycle)
    .argument('<content>', ARGUMENTS.content)
    .action(answering(request))
  withPost(verb(register, 'rule', SUPERVISION_VERBS.registerRule))
    .argument('<cycle>', ARGUMENTS.cycle)
    .argument('<number>', SUPERVISION_ARGUMENTS.number)
    .argument('<outcome>', SUPERVISION_ARGUMENTS.outcome)
    .addOption(new Option('--reason <text>', OPTIONS.reason))
    .addOption(new Option('--document <text>', OPTIONS.document))
    .action(answering(rule))
}
