import { dueText } from '../../calendar/index.ts'
import { cycleClock } from '../../records/clock.ts'
import type { Queries } from '../../records/database.ts'
import { lightsOf, worstOf, type UnitLight } from '../../records/light.ts'
import { packOfCycle } from '../../records/pack.ts'
import { Refusal } from '../../records/refusal.ts'
import { beijingText } from './beijing.ts'
import { sourceView } from './source.ts'
import type { LightsView, MonthLight } from './shapes/lights.ts'

/** The lights of all units by month, in the order of the roster. @throws Refusal `not-found`; `conflict` where the pack declares no lights */
export async function lightsView(queries: Queries, cycle: string, month?: string): Promise<LightsView> {
  const pack = await packOfCycle(queries, cycle)
  const declared = pack.supervision?.lights
  if (!declared)
    throw new Refusal('conflict', `规则包 ${pack.pack.key} 没有声明亮灯：应在 supervision.yaml 写明 lights（哪几类环节亮灯），实际没有。`)
  const lights = await lightsOf(queries, cycle, await cycleClock(queries, cycle))
  const byUnit = Map.groupBy(lights, ({ unit }) => unit)
  const units = pack.roster.units.map(({ key, name }) => {
    const months = monthLights(byUnit.get(key) ?? []).filter((each) => month === undefined || each.month === month)
    return { unit: key, name, months }
  })
  const lit = units.flatMap(({ months }) => months)
  const count = (light: MonthLight['light']) => lit.filter((each) => each.light === light).length
  return {
    cycle,
    kinds: declared.kinds,
    source: sourceView(pack, declared.source),
    months: [...new Set(lit.map((each) => each.month))].toSorted(),
    counts: { green: count('green'), yellow: count('yellow'), red: count('red'), unlit: count('unlit') },
    units: units.filter(({ months }) => months.length > 0),
  }
}

/** The lights of one unit, month by month, each with the tasks that make it. */
export async function unitLights(queries: Queries, cycle: string, unit: string): Promise<MonthLight[]> {
  return monthLights(await lightsOf(queries, cycle, await cycleClock(queries, cycle), unit))
}

function monthLights(lights: readonly UnitLight[]): MonthLight[] {
  return [...Map.groupBy(lights, ({ month }) => month)]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([month, tasks]) => ({
      month,
      light: worstOf(tasks.map(({ light }) => light)),
      tasks: tasks.map(({ task, step, title, light, dueAt, doneAt }) => ({
        ...{ task, step, title, light, due: dueText(dueAt), done: doneAt === null ? null : beijingText(doneAt) },
      })),
    }))
}
