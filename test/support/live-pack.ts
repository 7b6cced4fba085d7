import { dateAt, nextWorkingDay } from '../../calendar/index.ts'
import type { Pack } from '../../scoring/index.ts'
import { readPack } from './packs.ts'

const DAY_MS = 86_400_000

/**
 * A pack whose year is twelve windows of thirty days that begin today: real dates ahead, as a live cycle has them. The windows are those of
 * additions, which stay open to their due instant whether anybody uses them or not.
 */
export function yearOfSelfChecks(now: Date): { pack: Pack; months: string[] } {
  const keys = Array.from({ length: 12 }, (_, month) => `window-${String(month + 1).padStart(2, '0')}`)
  const day = (offset: number): string => nextWorkingDay(dateAt(new Date(now.getTime() + offset * DAY_MS)))
  const steps = keys.map((key, month) =>
    [
      `  - key: ${key}`,
      `    kind: additions`,
      `    name: 第${month + 1}个窗口`,
      `    actor: units`,
      `    bonus: bonus`,
      `    deductions: deductions`,
      `    after: [${month === 0 ? '' : (keys[month - 1] ?? '')}]`,
      `    opens: ${day(month * 30)}`,
      `    due: ${day(month * 30 + 29)}`,
      `    late: lapse`,
      `    source: { assumption: process-rhythm }`,
    ].join('\n'),
  )
  const pack = readPack('dashiqiao-2017', (files) => {
    files['plan.yaml'] = `steps:\n${steps.join('\n')}\n`
    files['assumptions.yaml'] = (files['assumptions.yaml'] ?? '').replaceAll(
      'decided: null',
      'decided: { by: 测试, document: 测试文件, on: 2017-03-25 }',
    )
  })
  return { pack, months: keys }
}
