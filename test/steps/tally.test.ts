import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { tally, type Cell } from '../../steps/tally.ts'

const group = (key: string) => ({ key, name: key, codes: '9', input: `input.${key}` })
const groups = ['a', 'b', 'c'].map(group)
const ballots = (grp: string, ...ratings: string[]) => ratings.map((rating) => ({ grp, ratings: { 甲局: rating } }))
const rules = (below: 'notAssessed' | 'pooled', floor = 3) => ({ floor, below, places: 2, groups })

describe('means by hand', () => {
  test('a group with enough ratings has its mean, half up; one with too few has none, and says nothing', () => {
    const given = [...ballots('a', '80', '90', '85.5'), ...ballots('b', '80', '81'), ...ballots('c', '70', '70', '71')]
    expect(tally(rules('notAssessed'), ['甲局'], given)).toEqual([
      { unit: '甲局', groups: ['a'], count: 3, mean: '85.17' }, // 255.5 / 3 = 85.1666…
      { unit: '甲局', groups: ['b'], count: 2, mean: null },
      { unit: '甲局', groups: ['c'], count: 3, mean: '70.33' }, // 211 / 3
    ])
  })

  test('pooled, the small groups count together, and take in the smallest of the others while that is not enough', () => {
    const given = [...ballots('a', '80', '90', '85', '85'), ...ballots('b', '60'), ...ballots('c', '70')]
    expect(tally(rules('pooled', 2), ['甲局'], given)).toEqual([
      { unit: '甲局', groups: ['a'], count: 4, mean: '85.00' },
      { unit: '甲局', groups: ['b', 'c'], count: 2, mean: '65.00' },
    ])
    expect(tally(rules('pooled', 3), ['甲局'], given)).toEqual([
      { unit: '甲局', groups: ['a', 'b', 'c'], count: 6, mean: '78.33' }, // 470 / 6
    ])
  })

  test('a unit that too few know has no mean, whatever the others have', () => {
    const given = [...ballots('a', '80', '80', '80'), { grp: 'a', ratings: { 乙局: '50' } }]
    expect(tally({ ...rules('notAssessed'), groups: [group('a')] }, ['甲局', '乙局'], given)).toEqual([
      { unit: '甲局', groups: ['a'], count: 3, mean: '80.00' },
      { unit: '乙局', groups: ['a'], count: 1, mean: null },
    ])
  })
})

test('complaint 22: nobody gets at fewer ratings than the floor by adding and subtracting what is published', () => {
  const size = fc.nat({ max: 7 })
  fc.assert(
    fc.property(
      fc.tuple(size, size, size, size),
      fc.integer({ min: 2, max: 6 }),
      fc.constantFrom('notAssessed', 'pooled'),
      (sizes, floor, below) => {
        const keys = ['a', 'b', 'c', 'd']
        const given = sizes.flatMap((count, place) => ballots(keys[place]!, ...Array<string>(count).fill('80')))
        const cells = tally({ ...rules(below, floor), groups: keys.map(group) }, ['甲局'], given)
        // each rating is in exactly one cell: what can be derived is a union of published cells, and a union less a part of it is one too
        expect(cells.flatMap((cell) => cell.groups).toSorted()).toEqual(keys)
        const published = cells.filter((cell) => cell.mean !== null)
        for (const union of unions(published)) expect(union.reduce((count, cell) => count + cell.count, 0)).toBeGreaterThanOrEqual(floor)
        for (const cell of published) {
          const within = cell.groups.reduce((count, key) => count + (sizes[keys.indexOf(key)] ?? 0), 0)
          expect(within).toBe(cell.count)
        }
        // what is held back is held back whole: no published number rests on a part of it
        for (const cell of cells.filter((each) => each.mean === null)) expect(cell.count).toBeLessThan(floor)
      },
    ),
    { numRuns: 500 },
  )
})

/** Every selection of one or more of the cells. */
function unions(cells: readonly Cell[]): Cell[][] {
  const all = cells.reduce<Cell[][]>((found, cell) => [...found, ...found.map((each) => [...each, cell])], [[]])
  return all.filter((each) => each.length > 0)
}
