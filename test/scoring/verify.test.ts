import { describe, expect, test } from 'vitest'
import { score, scoreUnit, verify, type Trace, type UnitFacts } from '../../scoring/index.ts'
import { facts, shipped } from './packs.ts'
import { sealOf } from '../../scoring/trace/seal.ts'
import { copied, resealed, sample, spoil } from './spoil.ts'

const pack = shipped()
const busy: UnitFacts = {
  ...facts,
  leaders: ['90', '94', '71'],
  verification: [
    { points: '1', ground: '漏报', indicator: '1', origin: 'addition/7' },
    { points: '2', ground: '伪造', indicator: '2', falsified: 'true' },
    { points: '0.5', ground: '材料不全' },
  ],
  bonus: [{ points: '1.25', ground: '表彰' }],
}
const { trace } = scoreUnit(pack, '市环保局', busy)
const units = Object.fromEntries(
  pack.roster.units
    .filter((unit) => unit.class === 'departments-2')
    .map(({ key }, index) => [key, { ...busy, public: String(80 + (index % 5)) }]),
)
const cohort = score(pack, { pack: pack.pack.key, units }).cohorts.find((one) => one.class === 'departments-2')!.trace

describe.each([
  ['score', trace],
  ['grade', cohort],
])('the trace of a %s', (_, original) => {
  test('holds', () => expect(verify(pack, original)).toEqual([]))
  test('fails when any character of any text is changed', () => {
    const held = sample(original).filter(({ one, index }) => verify(pack, spoil(original, one, index % one.text.length)).length === 0)
    expect(held).toEqual([])
  })
  test('fails even when it is sealed anew, unless only the words of a fact were changed', () => {
    const held = sample(original).filter(({ one }) => {
      if (one.place[0] === 'seal') return false
      const spoilt = spoil(original, one, one.text.length - 1)
      return verify(pack, resealed(spoilt)).length === 0
    })
    const words = held.map(({ one }) => one.place.slice(2).join('.'))
    expect(words.filter((place) => !/^detail\.(origin|fields(\..+)?|seal)$/.test(place))).toEqual([])
  })
})

test('the seal is written while steps are recorded, whatever people wrote', () => {
  const odd = { value: '85', origin: '文号"一"\\二\n\u0007🀄' }
  const outcomes: UnitFacts[] = [
    { ...busy, public: odd, leaders: [odd, '90'] },
    { ...busy, public: { notApplicable: '因"停办"\n' } },
    {
      ...busy,
      indicators: { 项目甲: { full: '20', result: odd.value.slice(0, 1) }, 项目乙: { full: '10', result: '7.25' } },
      verification: [],
    },
    {},
  ]
  for (const given of outcomes) {
    const { trace: own } = scoreUnit(pack, '市环保局', given)
    expect(own.seal).toBe(sealOf(copied(own)))
  }
  expect(cohort.seal).toBe(sealOf(copied(cohort)))
})

describe('a trace that was made to fit', () => {
  const forged = (change: (copy: Trace) => void): Trace => {
    const copy = copied(trace)
    change(copy)
    return resealed(copy)
  }
  test('a line left out', () => {
    for (const index of trace.steps.keys())
      expect(
        verify(
          pack,
          forged((copy) => copy.steps.splice(index, 1)),
        ),
      ).not.toEqual([])
  })
  test('a line twice', () => {
    for (const step of trace.steps)
      expect(
        verify(
          pack,
          forged((copy) => copy.steps.push(step)),
        ),
      ).not.toEqual([])
  })
  test('a line that is right by itself but serves nothing', () => {
    const spare = {
      id: 'exception:falsified:value@1/options/void',
      op: 'value',
      uses: [],
      detail: {},
      value: '0',
      source: 'assumption:falsification',
    }
    expect(
      verify(
        pack,
        forged((copy) => copy.steps.unshift(spare)),
      ).map(({ message }) => message),
    ).toEqual([expect.stringContaining('应被其他步骤引用') as string])
  })
  test('a total with its published value raised together', () => {
    const raised = forged((copy) => {
      const [total, published] = copy.steps.slice(-2)
      total!.value = '99'
      published!.uses[0]!.value = '99'
      published!.value = '99.00'
    })
    expect(verify(pack, raised).map(({ path }) => path)).toEqual(['departments-total'])
  })
  test('another pack', () => expect(verify({ ...pack, hash: '0'.repeat(64) }, trace)).not.toEqual([]))
  test('an undetermined one holds, and says so', () => {
    const { trace: open } = scoreUnit(pack, '市环保局', { leaders: [] })
    expect(verify(pack, open)).toEqual([])
    expect(open.steps.at(-1)?.value).toMatch(/^missing: indicators /)
  })
})
