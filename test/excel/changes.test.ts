import { expect, test } from 'vitest'
import { factChanges } from '../../client/excel/changes.ts'
import type { Facts } from '../../scoring/index.ts'

const before: Facts = {
  pack: 'mini',
  parameters: { money: '1' },
  units: {
    甲: { x: '1.5', ratings: ['90', '80'], indicators: { '1': { full: '20' } }, events: [] },
    乙: { x: '2', y: { notApplicable: '不设' } },
  },
}

test('nothing has changed between a thing and itself', () => {
  expect(factChanges(['甲', '乙'], before, structuredClone(before))).toEqual([])
})

test('each fact that differs is told once, parameters first, then units in their order', () => {
  const after: Facts = {
    pack: 'mini',
    parameters: { closing: { value: '2014-01-31', origin: '文号3' }, money: '1' },
    units: {
      乙: { x: { value: '2', origin: '文号1' }, y: '3' },
      甲: {
        x: '1.50',
        ratings: ['90'],
        indicators: { '1': { full: '20', result: '18' }, '2': {} },
        events: [{ points: { value: '2', origin: '文号2' }, level: 'high' }],
      },
    },
  }
  expect(factChanges(['甲', '乙'], before, after).map(({ unit, fact, before: old, after: now }) => [unit, fact, old, now])).toEqual([
    [null, 'closing', null, '2014-01-31（来源 文号3）'],
    ['甲', 'x', '1.5', '1.50'],
    ['甲', 'ratings 第 2 项', '80', null],
    ['甲', 'events', '无', null],
    ['甲', '指标 1 result', null, '18'],
    ['甲', '指标 2', null, '（未填）'],
    ['甲', 'events 第 1 项', null, 'points=2（来源 文号2）、level=high'],
    ['乙', 'x', '2', '2（来源 文号1）'],
    ['乙', 'y', '不适用：不设', '3'],
  ])
})
