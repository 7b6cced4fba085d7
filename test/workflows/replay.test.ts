import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { DeterminismViolationError } from '@temporalio/workflow'
import { bundleWorkflowCode, DefaultLogger, Worker } from '@temporalio/worker'
import { beforeAll, describe, expect, inject, test } from 'vitest'
import { installRuntime } from '../../worker/worker.ts'
import { historiesFolder } from '../support/record.ts'

const files = fs.readdirSync(historiesFolder).filter((name) => name.endsWith('.json'))
const historyIn = (name: string): unknown => JSON.parse(fs.readFileSync(path.join(historiesFolder, name), 'utf8'))

beforeAll(installRuntime)

describe('recorded histories', () => {
  test('there is one of each workflow', () => {
    const types = files.map((name) => JSON.stringify(historyIn(name)).match(/"workflowType":\{"name":"(\w+)"/)?.[1])
    expect(new Set(types)).toEqual(new Set(['annualCycle', 'rounds', 'step', 'appeal']))
  })

  test.each(files)('%s replays on the workflows of today', async (name) => {
    await Worker.runReplayHistory({ workflowBundle: { codePath: inject('bundle') } }, historyIn(name))
  })

  test('a workflow that was changed carelessly fails the replay', async () => {
    const workflowsPath = fileURLToPath(new URL('./changed/index.ts', import.meta.url))
    const workflowBundle = await bundleWorkflowCode({ workflowsPath, logger: new DefaultLogger('ERROR') })
    const replay = Worker.runReplayHistory({ workflowBundle }, historyIn('step-declaration.json'))
    await expect(replay).rejects.toThrow(DeterminismViolationError)
  }, 60_000)
})
