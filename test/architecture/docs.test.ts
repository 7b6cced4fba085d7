import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Command } from 'commander'
import { describe, expect, test } from 'vitest'
import { readContent } from '../../client/cli/input.ts'
import { buildProgram } from '../../client/cli/program.ts'
import type { Pack } from '../../scoring/index.ts'
import { PlanStep } from '../../scoring/pack/plan.ts'
import { parseContent } from '../../steps/content.ts'
import { rulesOf } from '../../steps/index.ts'
import type { StepChange } from '../../steps/rules.ts'
import { readPack } from '../support/packs.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const documents = ['README.md', ...fs.globSync('docs/**/*.md', { cwd: root })]
const text = (file: string): string => fs.readFileSync(path.join(root, file), 'utf8')
const kinds = PlanStep.options.map((option) => option.shape.kind.value)

describe('the documents', () => {
  test('are found at all', () => {
    expect(documents).toEqual(expect.arrayContaining(['README.md', 'docs/steps.md', 'docs/data-model.md']))
  })

  test.each(documents)('%s links to what exists', (file) => {
    const links = [...text(file).matchAll(/\]\(([^)#\s]+)(#[^)]*)?\)/g)].map((match) => match[1] ?? '')
    const broken = links.filter((link) => !/^https?:/.test(link) && !fs.existsSync(path.join(root, path.dirname(file), link)))
    expect(broken).toEqual([])
  })

  test.each(documents)('%s names files and folders that exist', (file) => {
    const own = path.basename(file, '.md') // a page about a folder names its files from there
    const named = [...text(file).matchAll(/`([\w.-]+(?:\/[\w.-]+)*(?:\/|\.(?:ts|tsx|mjs|md|sql|yml)))`/g)].map((match) => match[1] ?? '')
    const places = (name: string) => [name, path.join(own, name), path.join('packs/dashiqiao-2017', name)]
    const made = ['data/', 'postgres/', 'temporal/', 'demonstration/', 'bin/', 'cache/', 'workflows/', 'test/', '.niankao/', 'cases/']
    const missing = named.filter((name) => !made.includes(name) && !name.startsWith('.niankao/') && !places(name).some(exists))
    expect(missing).toEqual([])
  })

  test('README.md names every verb of the command line', () => {
    expect(verbs(buildProgram()).filter((verb) => !mentions(text('README.md'), verb))).toEqual([])
  })

  test('README.md explains every variable of the environment that the product reads', () => {
    const sources = fs.globSync(['worker/config.ts', 'runtime/*.ts', 'scripts/**/*.mjs'], { cwd: root }).map(text).join('\n')
    const read = [...sources.matchAll(/\b((?:NIANKAO|DATABASE|TEMPORAL|SMTP|HTTP|LOG)_[A-Z_]+)\b(?=['"\]:]|\s*\?\?|\)|\s*\|\|)/g)]
    const compose = [...text('.env.example').matchAll(/^([A-Z_]+)=/gm)]
    const names = new Set(
      [...read, ...compose].map((match) => match[1] ?? '').filter((name) => !['LOG_LEVELS', 'TEMPORAL_DB'].includes(name)),
    )
    expect([...names].filter((name) => !text('README.md').includes(`\`${name}\``))).toEqual([])
  })

  test('docs/data-model.md describes every table', () => {
    const migrations = fs.globSync('records/migrations/*.sql', { cwd: root }).map(text).join('\n')
    const tables = [...migrations.matchAll(/^create table (\w+)/gm)].map((match) => match[1] ?? '')
    expect(tables.length).toBeGreaterThan(20)
    expect(tables.filter((table) => !text('docs/data-model.md').includes(`| \`${table}\` |`))).toEqual([])
  })

  test('docs/data-model.md calls those tables facts that the database does not let anybody change, and no others', () => {
    const sql = fs.globSync('records/migrations/*.sql', { cwd: root }).map(text).join('\n')
    const list = /array\[([^\]]+)\] loop/.exec(sql)?.[1] ?? ''
    const later = [...sql.matchAll(/^create trigger facts_stay before update or delete on (\w+)/gm)].map((match) => match[1])
    const kept = [...[...list.matchAll(/'(\w+)'/g)].map((match) => match[1]), ...later]
    const called = [...text('docs/data-model.md').matchAll(/^\| `(\w+)` \|.*\| fact \|$/gm)].map((match) => match[1])
    expect(called.toSorted()).toEqual(kept.toSorted())
  })
})

describe('docs/steps.md', () => {
  const chapters = new Map(
    text('docs/steps.md')
      .split(/^## `/m)
      .slice(1)
      .map((chapter) => [/^(\w+)`/.exec(chapter)?.[1] ?? '', chapter]),
  )

  test('has a chapter for every kind of step, and no other', () => {
    expect([...chapters.keys()].toSorted()).toEqual(kinds.toSorted())
  })

  const packs = fs.readdirSync(path.join(root, 'packs')).map((key) => readPack(key))
  const [pack] = packs
  const examples = [...chapters].flatMap(([kind, chapter]) =>
    [...chapter.matchAll(/^```yaml\n([\s\S]*?)^```/gm)].map((match, place) => ({ kind, place: place + 1, example: match[1] ?? '' })),
  )

  test('has an example for every kind that takes something in', () => {
    const taking = kinds.filter((kind) => rulesOf(kind).content !== undefined)
    expect([...new Set(examples.map(({ kind }) => kind))].toSorted()).toEqual(taking.toSorted())
  })

  test.each(examples)('the example $place of $kind has the shape that a step of the kind takes in', async ({ kind, example }) => {
    const content = await asRead(example)
    const shipped = packs.flatMap((one) => one.plan.filter((spec) => spec.kind === kind).map((spec) => ({ spec, pack: one })))
    // a kind that no shipped pack uses is tried on a step that is otherwise like another
    const specs = shipped.length > 0 ? shipped : [{ spec: { ...pack!.plan[0]!, kind } as PlanStep, pack: pack! }]
    const outcomes = await Promise.all(specs.map((each) => refusal(each, content)))
    expect(outcomes).toContain(null)
  })

  /** The sentence with which a step turns the content down, null when it does not. */
  async function refusal({ spec, pack }: { spec: PlanStep; pack: Pack }, content: unknown): Promise<string | null> {
    const shape = await rulesOf(spec.kind).content?.({ spec, pack } as StepChange, undefined)
    try {
      if (shape) parseContent(shape, content, spec.name)
      return shape ? null : 'takes nothing in'
    } catch (error) {
      return String(error)
    }
  }
})

/** As the command line reads it. */
async function asRead(yaml: string): Promise<unknown> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'niankao-docs-'))
  try {
    fs.writeFileSync(path.join(folder, 'content.yaml'), yaml)
    return await readContent(path.join(folder, 'content.yaml'))
  } finally {
    fs.rmSync(folder, { recursive: true, force: true })
  }
}

function verbs(command: Command, prefix = ''): string[] {
  return command.commands.flatMap((each) =>
    each.commands.length > 0 ? verbs(each, `${prefix}${each.name()} `) : [`${prefix}${each.name()}`],
  )
}

const mentions = (readme: string, verb: string): boolean => readme.includes(`niankao ${verb} `) || new RegExp(`\\b${verb}\\b`).test(readme)
const exists = (name: string): boolean => fs.existsSync(path.join(root, name))
