import { expect, test } from 'vitest'
import { runCases, type Pack } from '../../scoring/index.ts'
import { readPack } from '../support/packs.ts'

type Case = Pack['cases'][number]

/** Worked examples of a pack with other claims in place of their own: what the rule comes to, by their names. */
function reckoned(pack: Pack, like: string, rule: string, claims: { [name: string]: [object[], string] }): { [name: string]: boolean } {
  const one = pack.cases.find(({ name }) => name === like)!
  if (!('inputs' in one)) throw new Error(`expected the example ${like} to have inputs`)
  const cases = Object.entries(claims).map(([name, [bonus, points]]) => ({
    ...one,
    name,
    inputs: { ...one.inputs, bonus },
    expect: { [rule]: points },
  })) as Case[]
  return Object.fromEntries(runCases({ ...pack, cases }).map(({ name, passed, found }) => [name, passed || found]) as [string, boolean][])
}

test('complaint 30: one award counts once, at its highest, under the caps of Heshan, in whatever order it is claimed', () => {
  const award = (level: string, project: string) => ({ award: level, project, level: '本级机关', statutory: 'true', on: '2013-10-15' })
  const [central, province, city] = ['党中央国务院表彰', '省部表彰', '市级表彰'] as const
  const claims: { [name: string]: [object[], string] } = {
    'the same award claimed twice': [[award(province, '甲'), award(province, '甲')], '2'],
    'one project commended by city and province': [[award(city, '甲'), award(province, '甲')], '2'],
    'the other way round': [[award(province, '甲'), award(city, '甲')], '2'],
    'two projects': [[award(province, '甲'), award(city, '乙')], '3'],
    // 5 + 2 + 2 from the province upwards stop at 5; the city's 1 lies outside that cap
    'the cap of five from the province upwards': [
      [award(central, '甲'), award(province, '乙'), award(province, '丙'), award(city, '丁')],
      '6',
    ],
    // 甲 at its highest is 5, so its second claim neither counts nor uses up the cap
    'the highest first, then the cap': [[award(province, '甲'), award(central, '甲'), award(city, '甲')], '5'],
  }
  const found = reckoned(readPack('heshan-2013'), '省部表彰加 2 分', 'award-points', claims)
  expect(found).toEqual(Object.fromEntries(Object.keys(claims).map((name) => [name, true])))
})

test('complaint 30: the bonus of Xicheng stops at five points however many there are', () => {
  const pack = readPack('xicheng-2013')
  const claim = (points: string) => ({ points, ground: '创新成果', document: '文' })
  const like = pack.cases.find((one) => 'inputs' in one && Array.isArray(one.inputs['bonus']))!.name
  const claims: { [name: string]: [object[], string] } = {
    below: [[claim('2'), claim('2.5')], '4.5'],
    above: [[claim('3'), claim('2'), claim('0.5')], '5'],
  }
  expect(reckoned(pack, like, 'bonus-points', claims)).toEqual({ below: true, above: true })
})
