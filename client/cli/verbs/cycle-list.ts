import type { Command } from 'commander'
import { answering, type Answer } from '../answer.ts'
import { verb } from '../verb.ts'
import { table } from '../table.ts'
import { VERBS } from '../words.ts'
import { stateWord } from '../../state-words.ts'

async function answer(): Promise<Answer> {
  const [{ withRows }, { cycleList }] = await Promise.all([import('../session.ts'), import('../../views/cycles.ts')])
  const cycles = await withRows(({ database }) => cycleList(database))
  const rows = cycles.map((each) => [each.id, stateWord(each.kind), stateWord(each.state), each.clock, each.units, each.name])
  const text = table(['周期', '类别', '状态', '周期时间', { name: '单位', align: 'right' }, '名称'], rows)
  return { json: cycles, text: text === '' ? '还没有周期；用 cycle open 或 rehearse 开启一个。' : text }
}

/** Adds it to the command line. */
export function registerCycleList(cycle: Command): void {
  verb(cycle, 'list', VERBS.cycleList).action(answering(answer))
}
