/** A number with so many digits after the point: figures are read by people. */
export const rounded = (value: number, places = 2): number => Number(value.toFixed(places))

/** How often a second. */
export const perSecond = (count: number, ms: number): number => rounded((count / ms) * 1000, 1)

/** How many times `figure` is `base`. */
export const ratio = (figure: number, base: number): number => rounded(figure / base)

/** The value that `share` of all values do not exceed (nearest rank). */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return rounded(sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN)
}

/** Runs `work` on every item, so many at a time, and tells how long each took in ms. */
export async function timed<T>(items: readonly T[], clients: number, work: (item: T) => Promise<unknown>): Promise<number[]> {
  const latencies: number[] = []
  let next = 0
  const client = async () => {
    for (let item = items[next++]; item !== undefined; item = items[next++]) {
      const began = performance.now()
      await work(item)
      latencies.push(performance.now() - began)
    }
  }
  await Promise.all(Array.from({ length: clients }, client))
  return latencies
}
