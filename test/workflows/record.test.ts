import { expect, test } from 'vitest'
import { rehearse } from '../../client/rehearsal/index.ts'
import { workflowIds } from '../../workflows/ids.ts'
import { readPack } from '../support/packs.ts'
import { recordHistory } from '../support/record.ts'
import { startTestSystem } from '../support/system.ts'

// NIANKAO_RECORD=1 npx vitest run test/workflows/record — once for each release whose workflows have changed
test.runIf(process.env['NIANKAO_RECORD'])(
  'records the histories of a rehearsed year, one of each story',
  async () => {
    const system = await startTestSystem()
    const { database, client } = system
    try {
      const cycle = 'recorded'
      const report = await rehearse({ database, pack: readPack('dashiqiao-2017'), cycle, seed: 'recorded' })
      const granted = report.appeals.find((each) => each.state === 'granted')?.unit ?? ''
      const waived = report.appeals.find((each) => each.state === 'waived')?.unit ?? ''
      await recordHistory(client, workflowIds.cycle(cycle), 'annual-cycle')
      await recordHistory(client, workflowIds.rounds(cycle), 'rounds')
      for (const key of ['declaration', 'self-check-2017-05', 'additions', 'final-computation'])
        await recordHistory(client, workflowIds.step(cycle, key), `step-${key}`)
      await recordHistory(client, workflowIds.appeal(cycle, granted), 'appeal-granted')
      await recordHistory(client, workflowIds.appeal(cycle, waived), 'appeal-waived')
      expect(granted).not.toBe('')
    } finally {
      await system.stop()
    }
  },
  300_000,
)
