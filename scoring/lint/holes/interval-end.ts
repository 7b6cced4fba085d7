import { compare } from '../../decimal.ts'
import type { Pack } from '../../pack/pack.ts'
import type { HoleFinder } from './hole.ts'
import { articleOf, keyOf, wordsOf } from './hole.ts'

type Interval = { from: string | null; to: string | null }

/** `600-700分`, `700分以上`, `600分以下`: by the usage of Chinese law the ends belong to each (以上、以下 include the number). */
function intervalsIn(words: string): Interval[] {
  const plain = words.replace(/\s+/gu, '').normalize('NFKC')
  const found = plain.matchAll(
    /(\d+(?:\.\d+)?)(?:分)?(?:-|—|~|至|到)(\d+(?:\.\d+)?)分|(\d+(?:\.\d+)?)分(?:\(含\))?(以上|及以上|以下|及以下)/gu,
  )
  return [...found].map(([, from, to, line, side]) => {
    if (from !== undefined && to !== undefined) return { from, to }
    return side!.endsWith('以上') ? { from: line!, to: null } : { from: null, to: line! }
  })
}

/** Two grades whose words both claim the same score: which has it is an open question. */
export const intervalEnd: HoleFinder = (pack) => {
  const claims = claimsOf(pack)
  return claims.flatMap((one, index) =>
    claims.slice(index + 1).flatMap((other) =>
      (one.index === other.index ? [] : endsShared(one.interval, other.interval)).map((end) => ({
        code: 'interval-end',
        file: 'grades.yaml',
        path: `/grades/${other.index}`,
        message: `${end} 分按原文既属“${one.label}”又属“${other.label}”，应只属一个等次`,
        articles: [...new Set([one.article, other.article])],
        cited: [...one.cited, ...other.cited],
      })),
    ),
  )
}

type Claim = { index: number; label: string; interval: Interval; article: string; cited: string[] }

function claimsOf(pack: Pack): Claim[] {
  return pack.grades.grades.flatMap(({ label, source, assumes }, index) =>
    intervalsIn(wordsOf(source)).map((interval) => ({
      index,
      label,
      interval,
      article: articleOf(pack, source),
      cited: [...keyOf(source), ...(assumes ?? [])],
    })),
  )
}

function endsShared(a: Interval, b: Interval): string[] {
  const meet = (upper: string | null, lower: string | null): string[] =>
    upper !== null && lower !== null && compare(upper, lower) === 0 ? [upper] : []
  return [...meet(a.to, b.from), ...meet(b.to, a.from)]
}
