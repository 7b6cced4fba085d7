import type { Progress } from '../rehearsal/index.ts'
import type { Writable } from 'node:stream'

const EVERY_MS = 1_000
const BAR = 20

/** Shows where a rehearsal stands: one line that renews itself on a terminal, else a line now and then. */
export function progressLine(stream: Writable & { isTTY?: boolean; columns?: number }): { show(progress: Progress): void; end(): void } {
  let shown = 0
  let last = ''
  return {
    show(progress) {
      const text = progressText(progress)
      if (text === last) return
      if (!stream.isTTY && Date.now() - shown < EVERY_MS && progress.settled < progress.steps) return
      last = text
      shown = Date.now()
      stream.write(stream.isTTY ? `\r\u001B[2K${cut(text, (stream.columns ?? 100) - 1)}` : `${text}\n`)
    },
    end() {
      if (stream.isTTY && last !== '') stream.write('\n')
    },
  }
}

/** `2017-07-14 ▓▓▓░ 12/38 环节 · 按时 310 逾期 4 失效 1 · 半年工作完成情况报告`. */
export function progressText({ date, step, inTime, late, lapsed, settled, steps }: Progress): string {
  const filled = steps === 0 ? 0 : Math.floor((settled / steps) * BAR)
  const bar = '▓'.repeat(filled) + '░'.repeat(BAR - filled)
  return `${date} ${bar} 环节 ${settled}/${steps} · 任务按时 ${inTime}、逾期 ${late}、失效 ${lapsed}${step === '' ? '' : ` · ${step}`}`
}

/** As much as fits into so many columns; a Chinese character takes two. */
function cut(text: string, columns: number): string {
  let width = 0
  let kept = ''
  for (const character of text) {
    width += /[\u1100-\u115F\u2E80-\uFFDC\uFFE0-\uFFE6]/u.test(character) ? 2 : 1
    if (width > columns) return kept
    kept += character
  }
  return kept
}
