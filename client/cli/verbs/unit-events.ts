import { Option, type Command } from 'commander'
import type { Reorganised, ReorganiseInput } from '../../verbs/reorganise.ts'
import { actOnCycle, withPost } from '../acting.ts'
import { answering, type Answer } from '../answer.ts'
import { UsageError } from '../failure.ts'
import { verb } from '../verb.ts'
import { ARGUMENTS } from '../words.ts'
import { UNITS, UNIT_ARGUMENTS, UNIT_OPTIONS, UNIT_VERBS } from '../words/units.ts'

type Common = { as: string; on: string; document: string; reason: string; preview?: boolean }

async function act(cycle: string, { as, preview = false }: Common, input: ReorganiseInput): Promise<Answer> {
  const { reorganise } = await import('../../verbs/reorganise.ts')
  return actOnCycle(cycle, as, (call) => reorganise(call, { ...input, preview }), words)
}

function words({ kind, from, into, on, cancelled, opened, preview, ...taken }: Reorganised): string {
  const lines = (titles: readonly string[]) => titles.map((title) => `  ${title}`)
  return [
    ...(preview ? [UNITS.preview] : []),
    UNITS.done(from.join('、'), UNITS.kinds[kind], into.map(({ name }) => name).join('、'), on),
    ...(kind === 'rename' ? [] : [UNITS.taken(taken.indicators, taken.scores, taken.additions)]),
    ...(cancelled.length === 0 ? [] : [UNITS.cancelled(cancelled.length), ...lines(cancelled.map(({ title }) => title))]),
    ...(opened.length === 0 ? [] : [UNITS.opened(opened.length), ...lines(opened)]),
  ].join('\n')
}

const papers = ({ on, document, reason }: Common) => ({ on, document, reason })

/** `键=1,2` */
function heir(text: string): { key: string; indicators: string[] } {
  const [, key, indicators] = /^([^=]+)=(.*)$/u.exec(text) ?? []
  if (key === undefined || indicators === undefined) throw new UsageError(`--into 应写作 单位=序号,序号，实为 \`${text}\`。`)
  return { key, indicators: indicators === '' ? [] : indicators.split(',') }
}

const collected = (value: string, all: string[] = []): string[] => [...all, value]

function withPapers(command: Command): Command {
  return withPost(command)
    .addOption(new Option('--on <date>', UNIT_OPTIONS.on).makeOptionMandatory())
    .addOption(new Option('--document <text>', UNIT_OPTIONS.document).makeOptionMandatory())
    .addOption(new Option('--reason <text>', UNIT_OPTIONS.reason).makeOptionMandatory())
    .option('--preview', UNIT_OPTIONS.preview)
}

/** Adds `rename`, `merge` and `split` to the verbs of a unit. */
export function registerUnitEvents(unit: Command): void {
  withPapers(verb(unit, 'rename', UNIT_VERBS.rename))
    .argument('<cycle>', ARGUMENTS.cycle)
    .argument('<unit>', UNIT_ARGUMENTS.unit)
    .addOption(new Option('--name <name>', UNIT_OPTIONS.name).makeOptionMandatory())
    .action(
      answering((cycle: string, key: string, options: Common & { name: string }) =>
        act(cycle, options, { kind: 'rename', unit: key, name: options.name, ...papers(options) }),
      ),
    )
  withPapers(verb(unit, 'merge', UNIT_VERBS.merge))
    .argument('<cycle>', ARGUMENTS.cycle)
    .argument('<from...>', UNIT_ARGUMENTS.from)
    .addOption(new Option('--into <unit>', UNIT_OPTIONS.into).makeOptionMandatory())
    .option('--name <name>', UNIT_OPTIONS.name)
    .option('--class <class>', UNIT_OPTIONS.class)
    .action(
      answering((cycle: string, from: string[], options: Common & { into: string; name?: string; class?: string }) => {
        const { into, name, class: own } = options
        const successor = { key: into, ...(name === undefined ? {} : { name }), ...(own === undefined ? {} : { class: own }) }
        return act(cycle, options, { kind: 'merge', from, into: successor, ...papers(options) })
      }),
    )
  withPapers(verb(unit, 'split', UNIT_VERBS.split))
    .argument('<cycle>', ARGUMENTS.cycle)
    .argument('<unit>', UNIT_ARGUMENTS.unit)
    .addOption(new Option('--into <unit=keys>', UNIT_OPTIONS.into).argParser(collected).makeOptionMandatory())
    .action(
      answering((cycle: string, key: string, options: Common & { into: string[] }) =>
        act(cycle, options, { kind: 'split', unit: key, into: options.into.map(heir), ...papers(options) }),
      ),
    )
}
