import type { Check } from './check.ts'
import { finding } from './check.ts'
import { holesOf } from './holes/index.ts'

/** What the regulation leaves open is answered on record: each hole by an assumption that is cited there, and no answer without a hole. */
export const holes: Check = (pack) => {
  const all = holesOf(pack)
  const idle = pack.assumptions.flatMap(({ key, answers, article }, index) =>
    (answers ?? [])
      .filter((code) => !all.some((hole) => hole.code === code && hole.cited.includes(key)))
      .map((code) => {
        const said = `事项 \`${key}\` 写明回答 \`${code}\`，应有引用它的这类未决之处，实际没有。请更正 answers 或在该处引用。`
        return { ...finding('warning', 'idle-answer', ['assumptions.yaml', `/${index}/answers`], said), article }
      }),
  )
  const open = all
    .filter(({ answer }) => answer === null)
    .map(({ code, file, path, message, articles }) => {
      const advice = `请在 assumptions.yaml 登记选项和决定（answers: [${code}]），并在此处引用。`
      return { ...finding('error', code, [file, path], `${message}。${advice}`), article: articles.filter((one) => one !== '').join('、') }
    })
  return [...open, ...idle]
}
