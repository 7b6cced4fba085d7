import { InvalidArgumentError, Option, type Command } from 'commander'
import type { DrawView } from '../../views/draw.ts'
import type { Lot } from '../../../steps/draw.ts'
import { actOnCycle, withPost } from '../acting.ts'
import { answering, type Answer } from '../answer.ts'
import { table } from '../table.ts'
import { family, verb } from '../verb.ts'
import { ARGUMENTS, OPTIONS } from '../words.ts'
import { DRAW, EVALUATION_ARGUMENTS, EVALUATION_OPTIONS, EVALUATION_VERBS } from '../words/evaluations.ts'

async function show(cycle: string, step: string): Promise<Answer> {
  const [{ withRows }, { drawView }] = await Promise.all([import('../session.ts'), import('../../views/draw.ts')])
  const view = await withRows(({ database }) => drawView(database, cycle, step))
  return { json: view, text: () => textOf(view) }
}

function textOf({ name, sample, byClass, commitment, value, document, secret, seed, lots }: DrawView): string {
  return [
    DRAW.head(name, sample, byClass),
    ...(commitment === null ? [] : [DRAW.commitment(commitment)]),
    ...(value === null ? [] : [DRAW.value(value, document ?? '')]),
    ...(secret === null || seed === null || lots === null ? [DRAW.before] : [DRAW.secret(secret), DRAW.seed(seed), lotsText(lots)]),
  ].join('\n')
}

const lotsText = (lots: readonly Lot[]): string =>
  table(
    [...DRAW.columns],
    lots.map(({ place, drawn, key, lot }) => [String(place), drawn ? DRAW.drawn : '', key, lot]),
  )

async function repeat(seed: string, file: string, { sample, byClass = false }: { sample: string; byClass?: boolean }): Promise<Answer> {
  const [{ draw }, { readText }, { Refusal }] = await Promise.all([
    import('../../../steps/draw.ts'),
    import('../input.ts'),
    import('../../../records/refusal.ts'),
  ])
  const lines = (await readText(file)).split(/\r?\n/).map((line) => line.trim().split('\t'))
  const candidates = lines.flatMap(([key = '', own = '']) => (key === '' ? [] : [{ key: key.trim(), class: own.trim() }]))
  const keys = candidates.map(({ key }) => key)
  const twice = keys.find((key, index) => keys.indexOf(key) !== index)
  if (twice !== undefined) throw new Refusal('bad-input', DRAW.twice(file, twice))
  const lots = draw(seed, candidates, { sample: Number(sample), byClass })
  return { json: { seed, lots }, text: [DRAW.seed(seed), lotsText(lots)].join('\n') }
}

async function mix(cycle: string, step: string, { as, value, document }: { as: string; value: string; document: string }): Promise<Answer> {
  const { mixIn } = await import('../../verbs/mix-in.ts')
  return actOnCycle(
    cycle,
    as,
    (call) => mixIn(call, { step, value, document }),
    ({ step: name }) => DRAW.mixed(name, value),
  )
}

function countOf(text: string): string {
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new InvalidArgumentError('')
  return text
}

/** Adds it to the command line. */
export function registerDraw(program: Command): void {
  const family_ = family(program, 'draw', EVALUATION_VERBS.draw)
  verb(family_, 'show', EVALUATION_VERBS.drawShow)
    .argument('<cycle>', ARGUMENTS.cycle)
    .argument('<step>', EVALUATION_ARGUMENTS.drawStep)
    .action(answering(show))
  verb(family_, 'repeat', EVALUATION_VERBS.drawRepeat)
    .argument('<seed>', EVALUATION_ARGUMENTS.drawSeed)
    .argument('<units>', EVALUATION_ARGUMENTS.units)
    .addOption(new Option('--sample <n>', EVALUATION_OPTIONS.sample).makeOptionMandatory().argParser(countOf))
    .option('--by-class', EVALUATION_OPTIONS.byClass)
    .action(answering(repeat))
  withPost(verb(family_, 'mix', EVALUATION_VERBS.drawMix))
    .argument('<cycle>', ARGUMENTS.cycle)
    .argument('<step>', EVALUATION_ARGUMENTS.drawStep)
    .requiredOption('--value <text>', EVALUATION_OPTIONS.value)
    .requiredOption('--document <document>', OPTIONS.document)
    .action(answering(mix))
}
