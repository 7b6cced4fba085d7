import { daysFrom } from '../days.ts'
import { show } from '../pack/issues.ts'
import { trouble } from '../problem.ts'
import type { Problem } from '../problem.ts'
import { checkText, isDate, isRecord } from './check-leaf.ts'
import type { LeafShape } from './check-leaf.ts'

const successions = ['merged', 'split', 'adjusted']

/** Whether a fact is given in segments. */
export function isSegmented(given: unknown): given is { segments: unknown } & Record<string, unknown> {
  return isRecord(given) && 'segments' in given
}

/** Checks a number that is given in segments: each with its days, its origin and a value within the bounds. */
export function checkSegments(shape: LeafShape, given: Record<string, unknown>, path: string, above: 'open' | 'bounded'): Problem[] {
  const say = (where: string, expected: string, found: unknown): Problem =>
    trouble('facts', where, 'wrong-segments', `“${shape.label}”的分段应为${expected}，实为${show(found)}。请核对后更正。`)
  const { by, document, segments, decided, ...rest } = given
  if (shape.type !== 'number') return [say(path, '数；其他输入不能分段', given)]
  if (!successions.includes(String(by)) || typeof document !== 'string' || document === '' || Object.keys(rest).length > 0)
    return [say(path, ` { by, document, segments }，by 为 ${successions.join('、')} 之一`, given)]
  if (!Array.isArray(segments) || segments.length === 0) return [say(`${path}/segments`, '至少一段的列表', segments)]
  const ends = decided === undefined ? [] : decidedProblems(shape, decided, `${path}/decided`, above, say)
  return [...segments.flatMap((one: unknown, n) => segmentProblems(shape, one, `${path}/segments/${n}`, above, say)), ...ends]
}

type Say = (where: string, expected: string, found: unknown) => Problem

function segmentProblems(shape: LeafShape, one: unknown, path: string, above: 'open' | 'bounded', say: Say): Problem[] {
  if (!isRecord(one)) return [say(path, ' { from, until, value, origin }', one)]
  const { from, until, value, origin, unit, beside, ...rest } = one
  const texts = [origin, ...(unit === undefined ? [] : [unit])].every((text) => typeof text === 'string' && text !== '')
  if (!texts || Object.keys(rest).length > 0) return [say(path, ' { from, until, value, origin }，另可有 unit、beside', one)]
  if (beside !== undefined && !/^[1-9]\d{0,2}$/u.test(String(beside))) return [say(path, '并列单位数（beside）为正整数', beside)]
  if (!isDate(from) || !isDate(until) || daysFrom(from, until) < 1) return [say(path, '起止日期（YYYY-MM-DD，止不早于起）', one)]
  return checkText(shape, value, `${path}/value`, above)
}

function decidedProblems(shape: LeafShape, decided: unknown, path: string, above: 'open' | 'bounded', say: Say): Problem[] {
  if (!isRecord(decided) || typeof decided['origin'] !== 'string') return [say(path, '文件所定的数 { value, origin }', decided)]
  return checkText(shape, decided['value'], `${path}/value`, above)
}
