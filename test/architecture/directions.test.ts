import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { cruise, type ICruiseOptions, type ICruiseResult } from 'dependency-cruiser'
import { afterAll, beforeAll, expect, test } from 'vitest'

// The check of the project itself runs in scripts/check.ts; here a small made-up project shows that each rule bites.
const packages = ['zod', 'decimal.js', 'yaml', 'pg', 'fastify', 'vitest', '@temporalio/workflow', 'exceljs']
const files: Record<string, string> = {
  'scoring/decimal.ts': `import { Decimal } from 'decimal.js'\nimport 'node:crypto'\nexport const zero = new Decimal(0)`,
  'scoring/second-gate.ts': `import { Decimal } from 'decimal.js'\nexport const one = new Decimal(1)`,
  'scoring/disk.ts': `import fs from 'node:fs'\nexport const read = fs.readFileSync`,
  'scoring/left.ts': `import { right } from './right.ts'\nexport const left = () => right`,
  'scoring/right.ts': `import { left } from './left.ts'\nexport const right = () => left`,
  'scoring/parent.ts': `import type { Child } from './child.ts'\nexport type Parent = Child[]`,
  'scoring/child.ts': `import type { Parent } from './parent.ts'\nexport type Child = Parent | string`,
  'calendar/day.ts': `import { zero } from '../scoring/decimal.ts'\nexport const day = zero`,
  'workflows/messages.ts': `import '@temporalio/workflow'\nexport const queue = 'main'`,
  'workflows/story.ts': `import type { unit } from '../records/unit.ts'\nexport type Unit = typeof unit`,
  'workflows/heavy.ts': `import { z } from 'zod'\nexport const shape = z`,
  'activities/settle.ts': `import { unit } from '../records/unit.ts'\nimport { queue } from '../workflows/messages.ts'\nexport const settle = [unit, queue]`,
  'activities/upwards.ts': `import { verb } from '../client/verb.ts'\nexport const up = verb`,
  'records/unit.ts': `import 'pg'\nimport 'node:fs'\nexport const unit = 1`,
  'records/wake.ts': `import { queue } from '../workflows/messages.ts'\nexport const wake = queue`,
  'records/upwards.ts': `import type { Unit } from '../workflows/story.ts'\nexport type Up = Unit`,
  'client/verb.ts': `import { unit } from '../records/unit.ts'\nexport const verb = unit`,
  'client/shortcut.ts': `import { settle } from '../activities/settle.ts'\nexport const shortcut = settle`,
  'client/entrance.ts': `import { server } from './api/server.ts'\nexport const entrance = server`,
  'client/api/server.ts': `import 'fastify'\nimport { verb } from '../verb.ts'\nimport './routes.ts'\nexport const server = verb`,
  'client/api/routes.ts': `export const routes = []`,
  'client/api/main.ts': `import { main } from '../../worker/main.ts'\nimport { server } from './server.ts'\nexport const both = [main, server]`,
  'client/api/toy.ts': `import { test } from 'vitest'\nexport const toy = test`,
  'client/cli/start.ts': `import { main } from '../../worker/main.ts'\nimport { server } from '../api/server.ts'\nexport const start = [main, server]`,
  'client/console/page.ts': `import { verb } from '../verb.ts'\nexport const page = verb`,
  'client/excel/workbook.ts': `import 'exceljs'\nexport const workbook = 1`,
  'client/excel/second-gate.ts': `import 'exceljs'\nexport const second = 1`,
  'worker/main.ts': `import { settle } from '../activities/settle.ts'\nimport { missing } from './missing.ts'\nexport const main = [settle, missing]`,
}

let root: string
let violations: string[]

beforeAll(async () => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), 'niankao-directions-'))
  for (const [file, text] of Object.entries(files)) write(file, text)
  for (const name of packages) {
    write(`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', main: 'index.js' }))
    write(`node_modules/${name}/index.js`, '')
  }
  const dependencies = Object.fromEntries(packages.filter((name) => name !== 'vitest').map((name) => [name, '1.0.0']))
  write('package.json', JSON.stringify({ dependencies, devDependencies: { vitest: '1.0.0' } }))
  const config = fileURLToPath(new URL('../../.dependency-cruiser.mjs', import.meta.url))
  const { forbidden, options } = ((await import(config)) as { default: { forbidden: []; options: ICruiseOptions } }).default
  const { output } = await cruise(
    ['scoring', 'calendar', 'workflows', 'activities', 'records', 'client', 'worker'],
    { ...options, validate: true, ruleSet: { forbidden }, baseDir: root },
    options.enhancedResolveOptions,
  )
  violations = (output as ICruiseResult).summary.violations.map((v) => `${v.from} ${v.rule.name}`)
})

afterAll(() => {
  fs.rmSync(root, { recursive: true, force: true })
})

test('each forbidden import is found, and only those', () => {
  expect([...new Set(violations)].sort()).toEqual([
    'activities/upwards.ts activities-imports',
    'calendar/day.ts calendar-imports',
    'client/api/toy.ts no-development-packages',
    'client/console/page.ts client/console-imports',
    'client/entrance.ts no-one-imports-client/api',
    'client/excel/second-gate.ts one-gate-for-workbooks',
    'client/shortcut.ts client-imports',
    'records/upwards.ts records-imports',
    'scoring/disk.ts scoring-imports',
    'scoring/left.ts no-cycles',
    'scoring/second-gate.ts one-gate-for-decimals',
    'worker/main.ts resolvable',
    'workflows/heavy.ts workflows-imports',
  ])
})

function write(file: string, text: string): void {
  const full = path.join(root, file)
  fs.mkdirSync(path.dirname(full), { recursive: true })
  fs.writeFileSync(full, text)
}
