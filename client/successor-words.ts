import type { Reorganisation } from '../scoring/index.ts'

type Named = { key: string; name: string }
const WORDS = { rename: '更名为', merge: '并入', split: '分立为' } as const

/**
 * What has become of a unit that is no more, or of a name that it has no more, in one sentence that ends with whom to look at instead; null for one that
 * nothing has become of. `units`: the units as they were entered, by key and first name; `from`: given by key or by any name that it had.
 */
export function successorText(events: readonly Reorganisation[], units: readonly Named[], from: string): string | null {
  const known = [...units, ...events.flatMap(({ into }) => into)]
  const own = events.some((one) => one.from.includes(from)) ? from : known.find(({ name }) => name === from)?.key
  if (own === undefined) return null
  const told: string[] = []
  let [heirs, name] = [[{ key: own, name: from }] as Named[], from]
  for (const event of events) {
    if (!event.from.some((each) => heirs.some((heir) => heir.key === each))) continue
    const into = event.into.map((heir) => heir.name)
    if (into.join() === name) continue // took others in, or was split, and goes on
    told.push(`自 ${event.on} 起${WORDS[event.kind]}“${into.join('”、“')}”（${event.document}）`)
    heirs = event.into
    name = into.join()
  }
  if (told.length === 0) return null
  return `“${from}”${told.join('，其后')}，不再单独列出；成绩见 ${heirs.map((heir) => heir.name).join('、')}，其中注明承接了什么。`
}
