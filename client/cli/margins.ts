import type { Line, Pack, Way } from '../../scoring/index.ts'
import type { Near } from './verbs/margins.ts'
import { MARGINS } from './comparison-words.ts'

/** Units near a line, each with its distance, the line, and what would carry it over. */
export function marginsText(pack: Pack, { margins, within, provisional }: Near): string {
  const name = (unit: string): string => pack.roster.units.find(({ key }) => key === unit)?.name ?? unit
  const className = (key: string): string => pack.roster.classes.find((each) => each.key === key)?.name ?? key
  const each = margins.map((margin) => {
    const { distance, name: unit, class: own, published, rank, line, ways } = margin
    const head = `${distance}　${unit}（${className(own)}，第 ${rank} 名，${published}）${MARGINS.side[line.side]}${lineText(line, name)}`
    return [head, ...(ways.length === 0 ? [MARGINS.noWay] : ways.map(wayText)).map((text) => `      ${text}`)].join('\n')
  })
  const away = provisional.map((key) => MARGINS.provisional(className(key)))
  return [...(each.length === 0 ? [MARGINS.none(within)] : each), ...away, MARGINS.note].join('\n')
}

function lineText({ kind, key, label, at, other, article }: Line, name: (unit: string) => string): string {
  const where = other === null ? at : `${name(other)} ${at}`
  return MARGINS.line[kind](where, kind === 'rank' ? key : label, article)
}

/** What a single fact would do. */
function wayText({ kind, label, before, after, change, published }: Way): string {
  if (change === null || after === null) return MARGINS.turned(label, before, published)
  const size = change.startsWith('-') ? `减少 ${change.slice(1)}` : `增加 ${change}`
  return kind === 'ratings' ? MARGINS.each(label, size, published) : MARGINS.moved(label, before, size, after, published)
}
