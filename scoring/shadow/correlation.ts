import { compare, minus, product, quotient, round, sum } from '../decimal.ts'

/** Ranks from 1, best first; who is equal shares the mean of the places that they take (1, 2.5, 2.5, 4). */
export function midRanks(scores: readonly string[]): string[] {
  return scores.map((own) => {
    const above = scores.filter((one) => compare(one, own) > 0).length
    const level = scores.filter((one) => compare(one, own) === 0).length
    return sum([String(above), quotient(String(level + 1), '2')])
  })
}

/** To how many places a correlation is told. */
const places = 4

/**
 * Spearman's rank correlation of two lists of scores of the same units: the product-moment correlation of their mid-ranks, rounded half up to four places, exactly: no
 * root is taken, its square is compared. Null for fewer than two units, or where one side is all alike.
 */
export function rankCorrelation(before: readonly string[], after: readonly string[]): string | null {
  const [a, b] = [centred(midRanks(before)), centred(midRanks(after))]
  const across = sum(a.map((one, place) => product([one, b[place]!])))
  const spread = product([squares(a), squares(b)])
  if (before.length < 2 || compare(spread, '0') === 0) return null
  // ρ² = across² ÷ spread; ρ in halves of the last place, found by halving
  const [square, scale] = [product([across, across]), `2${'0'.repeat(places)}`]
  const isWithin = (halves: number): boolean => {
    const tried = quotient(String(halves), scale)
    return compare(product([tried, tried, spread]), square) <= 0
  }
  let [low, high] = [0, Number(scale) + 1]
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (isWithin(middle)) low = middle
    else high = middle
  }
  const size = round(quotient(String(low), scale), places, 'halfUp')
  return compare(across, '0') < 0 && compare(size, '0') !== 0 ? `-${size}` : size
}

/** Ranks less their mean, which is the middle of the places. */
function centred(ranks: readonly string[]): string[] {
  const mean = quotient(String(ranks.length + 1), '2')
  return ranks.map((rank) => minus(rank, mean))
}

const squares = (numbers: readonly string[]): string => sum(numbers.map((one) => product([one, one])))
