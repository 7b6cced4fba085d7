import type { Command } from 'commander'
import { Refusal } from '../../../records/refusal.ts'
import type { Sentence, UnitResult } from '../../../scoring/index.ts'
import { answering, type Answer } from '../answer.ts'
import { verb } from '../verb.ts'
import { ARGUMENTS, VERBS } from '../words.ts'
import { scoreFile } from './score.ts'

export type Explained = Pick<UnitResult, 'unit' | 'class' | 'state' | 'total' | 'published' | 'missing'> & { sentences: Sentence[] }

/** How a unit's score came about, in sentences with their articles. @throws Refusal `not-found`, `bad-input` */
export async function explainUnit(where: string, file: string, unit: string): Promise<Explained> {
  const [{ pack, outcome }, { explain }] = await Promise.all([scoreFile(where, file), import('../../../scoring/index.ts')])
  const key = pack.roster.units.find((each) => each.key === unit || each.name === unit)?.key
  const found = outcome.units.find((each) => each.unit === key)
  if (!found) throw new Refusal('not-found', `规则包 ${pack.pack.key} 的名册中没有单位 \`${unit}\`。`)
  const { trace, problems: _, ...result } = found
  return { ...result, sentences: explain(pack, trace) }
}

async function answer(where: string, file: string, unit: string): Promise<Answer> {
  const explained = await explainUnit(where, file, unit)
  return { json: explained, text: () => textOf(explained) }
}

function textOf({ unit, published, total, missing, sentences }: Explained): string {
  const head = total === null ? `${unit}：成绩未定，缺 ${missing.join('、') || '——'}` : `${unit}：总成绩 ${total}，公布成绩 ${published}`
  return [head, ...sentences.map((sentence) => `  ${sentence.text}${basis(sentence)}`)].join('\n')
}

function basis({ article, assumption, assumes }: Sentence): string {
  const own = assumption === null ? article : `${article}，未决事项 ${assumption}`
  const all = [own, ...assumes.map((key) => `未决事项 ${key}`)].filter((part) => part !== '')
  return all.length === 0 ? '' : `　〔${all.join('；')}〕`
}

/** Adds it to the command line. */
export function registerExplain(program: Command): void {
  verb(program, 'explain', VERBS.explain)
    .argument('<pack>', ARGUMENTS.pack)
    .argument('<facts>', ARGUMENTS.facts)
    .argument('<unit>', ARGUMENTS.unit)
    .action(answering(answer))
}
