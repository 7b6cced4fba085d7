import { expect, test } from 'vitest'
import { liaisonOf } from '../../client/posts.ts'
import { submit } from '../../client/verbs/submit.ts'
import { workflowIds } from '../../workflows/ids.ts'
import { historyOf } from '../support/histories.ts'
import { openRunningYear } from '../support/running-year.ts'
import { wideDeclaration } from '../support/wide-pack.ts'
import { useSystem } from '../support/system.ts'

const system = useSystem()

const DECLARING = 40

/** Runs the one step of a wide pack: some units declare, the others let it lapse. @returns the events of the step and of its parent */
async function runStep(units: number): Promise<{ own: number; parent: number }> {
  const { database, client } = system
  const year = await openRunningYear(system, `wide-${units}`, wideDeclaration(units), '2017-03-27')
  const { cycle } = year
  const tasks = await year.tasks('declaration')
  expect(tasks).toHaveLength(units)
  for (const task of tasks.slice(0, DECLARING)) {
    const content = { indicators: [{ key: '1', name: '任务', full: '100', kind: 'key' }] }
    await submit(year.as(liaisonOf(task.unit ?? '')), { task: task.id, content })
  }
  await year.night('2017-04-07')
  const lapsed = await database.selectFrom('task').select('id').where('cycle', '=', cycle).where('state', '=', 'lapsed').execute()
  expect(lapsed).toHaveLength(units - DECLARING)
  await client.workflow.getHandle(workflowIds.cycle(cycle)).result()
  const [own, parent] = [workflowIds.step(cycle, 'declaration'), workflowIds.cycle(cycle)].map((id) => historyOf(client, id))
  return { own: (await own)?.length ?? 0, parent: (await parent)?.length ?? 0 }
}

test('a step costs the same few events with 44 units and with 1,000', async () => {
  const [few, many] = [await runStep(44), await runStep(1_000)]
  expect(few.own).toBeGreaterThan(5)
  expect(few.own).toBeLessThanOrEqual(15)
  expect(many).toEqual(few)
}, 120_000)
