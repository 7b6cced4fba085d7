import { describe, expect, test } from 'vitest'
import { exportLog, verifyLog } from '../../records/log.ts'
import { chainEntries } from '../../records/log.ts'
import { workflowIds } from '../../workflows/ids.ts'
import { outcomeOf } from '../../records/result.ts'
import { verify } from '../../scoring/index.ts'
import { useRehearsedYear } from '../support/rehearsed-year.ts'
import { historyOf } from '../support/histories.ts'

const year = useRehearsedYear()
const { pack } = year

describe('the whole year, through the verbs', () => {
  test('every step settles and every unit is ranked within its class', async () => {
    const steps = await year.database.selectFrom('step').select(['key', 'state']).where('cycle', '=', year.cycle).execute()
    expect(steps.filter((step) => step.state !== 'settled')).toEqual([])
    expect(year.report.units).toHaveLength(53)
    expect(year.report.units.filter((unit) => unit.rank === null || unit.published === null)).toEqual([])
    for (const name of ['departments-1', 'departments-2', 'towns', 'imported']) {
      const ranked = year.report.units.filter((unit) => unit.class === name).sort((a, b) => Number(b.published) - Number(a.published))
      expect(ranked[0]?.rank).toBe(1)
      // equal published scores share a rank, the next one is further by as many
      for (const [place, unit] of ranked.entries()) {
        const first = ranked.findIndex((each) => each.published === unit.published)
        expect([unit.unit, unit.rank]).toEqual([unit.unit, first + 1])
        expect(first).toBeLessThanOrEqual(place)
      }
    }
  })

  test('the task book of annex 1 is in force: 759 tasks, 5,551.5 points, 27 of them word for word', async () => {
    const book = await year.database
      .selectFrom('indicator')
      .innerJoin('unit', (join) => join.onRef('unit.cycle', '=', 'indicator.cycle').onRef('unit.key', '=', 'indicator.unit'))
      .select((select) => [select.fn.countAll<string>().as('tasks'), select.fn.sum<string>('full_points').as('points')])
      .where('indicator.cycle', '=', year.cycle)
      .where('indicator.version', '=', 1)
      .where('unit.made_up', '=', false)
      .executeTakeFirstOrThrow()
    expect(book).toEqual({ tasks: '759', points: '5551.5' })
    const listed = await year.database
      .selectFrom('indicator')
      .select(['name', 'generated'])
      .where('cycle', '=', year.cycle)
      .where('unit', '=', '市环保局')
      .where('version', '=', 1)
      .execute()
    expect(listed).toHaveLength(27)
    expect(listed.every((each) => !each.generated)).toBe(true)
    expect(listed.map((each) => each.name)).toContain('拆除小锅炉(依法查处违法小锅炉)153台')
  })

  test('people behaved like people: late, lapsed, returned, extended, falsified', async () => {
    const { database } = year
    expect(year.report.tasks.lapsed).toBe(2) // one forgot, one came a day too late
    expect(year.report.tasks.late).toBeGreaterThan(0)
    const returns = await database
      .selectFrom('decision')
      .selectAll()
      .where('cycle', '=', year.cycle)
      .where('outcome', '=', 'return')
      .execute()
    expect(returns).toHaveLength(1)
    expect(returns[0]?.reason).toContain('完成标准')
    const extensions = await database.selectFrom('extension').selectAll().where('cycle', '=', year.cycle).execute()
    expect(extensions).toHaveLength(1)
    const extended = await database
      .selectFrom('task')
      .selectAll()
      .where('id', '=', extensions[0]?.task ?? '0')
      .executeTakeFirstOrThrow()
    expect(extended).toMatchObject({ state: 'done', was_late: false })
    expect((extended.done_at ?? '') > (extensions[0]?.was ?? '')).toBe(true)
    const falsified = await database
      .selectFrom('addition')
      .selectAll()
      .where('cycle', '=', year.cycle)
      .where('falsified', '=', true)
      .execute()
    expect(falsified).toHaveLength(1)
  })

  test('a form received on 2018-02-09 may be contested until the end of 2018-02-12, because the 11th is a working day', () => {
    const friday = year.report.appeals.filter((each) => each.receivedAt.startsWith('2018-02-09'))
    expect(friday.length).toBeGreaterThan(0)
    for (const each of friday) {
      expect(each.dueAt).toBe('2018-02-12T16:00:00.000Z') // 24:00 in Beijing
      expect(each.why).toContain('2018年2月11日（周日）为第 1 个工作日，国务院放假通知：调休上班')
    }
  })

  test('one appeal is granted, one refused, one is a day late; the granted one changes its score and the ranks that depend on it', () => {
    expect(year.report.appeals.map((each) => each.state).sort()).toEqual(['granted', 'refused', 'waived'])
    const granted = year.report.appeals.find((each) => each.state === 'granted')
    expect(Number(granted?.after)).toBeGreaterThan(Number(granted?.before))
    const changed = year.report.difference?.changed ?? []
    const byTotal = changed.filter((unit) => unit.changes.some((each) => each.field === 'total')).map((unit) => unit.unit)
    expect(byTotal).toEqual([granted?.unit])
    const grantedClass = year.report.units.find((unit) => unit.unit === granted?.unit)?.class
    expect(changed.every((unit) => unit.class === grantedClass)).toBe(true)
  })

  test('what the appeals did not touch is provably the same: total, trace and standing', async () => {
    const [first, last] = [await outcomeOf(year.database, year.cycle, 1), await outcomeOf(year.database, year.cycle, 2)]
    const touched = new Set((year.report.difference?.changed ?? []).map((unit) => unit.unit))
    expect(year.report.difference?.unchanged.length).toBe(53 - touched.size)
    for (const unit of first?.units ?? []) {
      const after = last?.units.find((each) => each.unit === unit.unit)
      if (!touched.has(unit.unit)) expect(JSON.stringify(after)).toBe(JSON.stringify(unit))
    }
  })

  test('each trace verifies without the evaluator', async () => {
    const outcome = await outcomeOf(year.database, year.cycle, 2)
    const traces = [...(outcome?.units ?? []), ...(outcome?.cohorts ?? [])].map((each) => each.trace)
    expect(traces).toHaveLength(57)
    for (const trace of traces) expect(verify(pack, trace)).toEqual([])
  })

  test('the log is whole, and a changed character in it is found', async () => {
    while ((await chainEntries(year.database)) > 0);
    const lines = await exportLog(year.database, year.cycle)
    expect(lines.length).toBeGreaterThan(1_000)
    expect(verifyLog(lines)).toMatchObject({ ok: true, entries: lines.length })
    const at = 500
    const forged = lines.map((line, index) => (index === at ? { ...line, content: line.content.replace(/\d/, '9').concat(' ') } : line))
    expect(verifyLog(forged)).toMatchObject({ ok: false, seq: at + 1 })
    expect(verifyLog([...lines.slice(0, at), ...lines.slice(at + 1)])).toMatchObject({ ok: false, seq: at + 1 })
  })

  test('no fact is told twice, and nobody gets two digests on a day or one on a day off', async () => {
    const notices = await year.database.selectFrom('notice').select(['key', 'digest']).where('cycle', '=', year.cycle).execute()
    expect(new Set(notices.map((each) => each.key)).size).toBe(notices.length)
    const days = await year.database.selectFrom('digest').select('day').distinct().where('cycle', '=', year.cycle).execute()
    expect(days.map((each) => each.day).filter((day) => ['2017-10-02', '2018-02-16', '2017-05-01', '2017-07-08'].includes(day))).toEqual([])
  })

  test('no step writes more than 15 events of its own, and the parent no more than 10 for each', async () => {
    const counts = new Map<string, number>()
    for (const { key } of pack.plan) counts.set(key, (await historyOf(year.client, workflowIds.step(year.cycle, key))).length)
    expect([...counts].filter(([, events]) => events > 15)).toEqual([])
    const parent = await historyOf(year.client, workflowIds.cycle(year.cycle))
    expect(parent.length / pack.plan.length).toBeLessThanOrEqual(10)
  })

  test('histories hold ids only: no names, scores or words of people', async () => {
    for (const key of ['year-end-assessment', 'feedback', 'final-computation']) {
      const text = JSON.stringify(await historyOf(year.client, workflowIds.step(year.cycle, key)))
      const payloads = [...text.matchAll(/"data":"([^"]*)"/g)].map((match) => Buffer.from(match[1] ?? '', 'base64').toString())
      expect(payloads.join('\n')).not.toMatch(/市环保局|考评|"points"|"published"/)
    }
  })
})
