import { createHash } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { verifyArchive } from '../../client/archive/verify.ts'
import { writeArchive } from '../../client/archive/write.ts'
import { verifyLog } from '../../records/log.ts'
import { dossierTables } from '../../records/dossier.ts'
import { closeCycle } from '../../client/verbs/close-cycle.ts'
import { extend } from '../../client/verbs/extend.ts'
import { publish } from '../../client/verbs/publish.ts'
import { registerPost } from '../../client/verbs/register-post.ts'
import { parseLog } from '../../client/cli/verbs/log-verify.ts'
import { storeEvidence } from '../../client/evidence.ts'
import { formsOut, computeStep, received } from '../support/small-pack/stages.ts'
import { office, openYear, refused, useDatabase, type Year } from '../support/small-pack/year.ts'
import { sql } from 'kysely'

const base = useDatabase()
const folders: string[] = []
const newFolder = (): string => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'niankao-archive-'))
  folders.push(folder)
  return folder
}
afterAll(() => {
  for (const folder of folders) fs.rmSync(folder, { recursive: true, force: true })
})

/** A year of the small pack that is over: computed twice, published, every step settled, every notice gone out. */
async function over(): Promise<Year> {
  const year = await openYear(base)
  await formsOut(year)
  await received(year)
  await year.inChange(
    (open) => storeEvidence(open, [{ name: '照片.txt', mediaType: 'text/plain', bytes: Buffer.from('照片') }]),
    '考核办#2',
  )
  await year.openNow('final', { opens: '2018-02-27', due: '2018-02-28' })
  await computeStep(year, 'final')
  await year.database.updateTable('appeal').set({ state: 'waived', closed_at: '2018-02-12T16:00:00.000Z' }).where('cycle', '=', year.cycle).execute() // prettier-ignore
  await year.openNow('publication', { opens: '2018-02-28', due: '2018-03-01' })
  await publish(year.as(office), { task: (await year.task('publication', 'publish')).id, document: '小字3号' })
  const now = '2018-03-30T00:00:00.000Z'
  await sql`update step set state = 'settled', settled_at = ${now}, opens_at = coalesce(opens_at, ${now}), due_at = coalesce(due_at, ${now}) where cycle = ${year.cycle}`.execute(year.database) // prettier-ignore
  await sql`insert into digest (id, cycle, post, day) select distinct cycle || '/' || post, cycle, post, date '2018-03-30' from notice where cycle = ${year.cycle}`.execute(year.database) // prettier-ignore
  await sql`update notice set digest = cycle || '/' || post where cycle = ${year.cycle}`.execute(year.database)
  return year
}

describe('the dossier of a year', () => {
  let year: Year
  let folder: string
  let manifest: string
  beforeAll(async () => {
    year = await over()
    await closeCycle(year.as(office), { document: '归字1号' })
    folder = newFolder()
    manifest = (await writeArchive(year.database, year.cycle, folder)).manifest
  })

  test('holds everything, and proves itself without a server', () => {
    const verdict = verifyArchive(folder, manifest)
    expect(verdict).toMatchObject({ ok: true, manifest, faults: [] })
    expect(verdict.traces).toBe(10) // two computations: three units and two classes each
    const index = fs.readFileSync(path.join(folder, 'index.md'), 'utf8')
    expect(index).toContain('# 小规则：全年档案')
    expect(index).toContain('文号 小字3号')
    expect(fs.readFileSync(path.join(folder, 'circular.md'), 'utf8')).toMatch(/\| 1 \| 甲局 \| 203.00 \|/)
    expect(fs.readFileSync(path.join(folder, 'forms/001-1.md'), 'utf8')).toContain('一件逾期')
    const lines = parseLog('log', fs.readFileSync(path.join(folder, 'log.jsonl'), 'utf8'))
    expect(verifyLog(lines)).toMatchObject({ ok: true, entries: lines.length })
    expect(lines.at(-1)).toMatchObject({ verb: 'close', content: '{"document":"归字1号"}' })
  })

  test('is the same, byte for byte, however often it is written', async () => {
    const again = newFolder()
    expect((await writeArchive(year.database, year.cycle, again)).manifest).toBe(manifest)
    await expect(writeArchive(year.database, year.cycle, again)).rejects.toThrow('应为新的或空的')
  })

  test('has the rows of every table of a cycle, and no mailbox or telephone', async () => {
    const kept = fs.readdirSync(path.join(folder, 'facts')).map((name) => name.replace('.jsonl', ''))
    const elsewhere = ['result', 'computation', 'chain', 'entry', 'request', 'digest']
    const { rows } = await sql<{ name: string }>`select distinct table_name as name from information_schema.columns where table_schema = 'public' and column_name = 'cycle'`.execute(year.database) // prettier-ignore
    expect([...kept, ...elsewhere].toSorted()).toEqual([...rows.map(({ name }) => name), 'cycle'].toSorted())
    expect((await dossierTables(year.database)).get('post')).toEqual(['cycle', 'key', 'name', 'unit', 'body', 'vacant_since'])
    const scores = fs.readFileSync(path.join(folder, 'facts/score.jsonl'), 'utf8').trim().split('\n')
    expect(scores).toHaveLength(11)
  })

  const tampered: [string, (folder: string) => void, RegExp][] = [
    ['a fact is changed', (at) => replace(at, 'facts/score.jsonl', '"value":18', '"value":19'), /文件 facts\/score.jsonl 被改动/],
    ['a file is taken away', (at) => fs.rmSync(path.join(at, 'circular.md')), /缺少文件 circular.md/],
    ['a file is added', (at) => fs.writeFileSync(path.join(at, '附.md'), ''), /多出文件 附.md/],
  ]
  test.each(tampered)('tells it when %s', (_, change, sentence) => {
    const copy = newFolder()
    fs.cpSync(folder, copy, { recursive: true })
    change(copy)
    const verdict = verifyArchive(copy, manifest)
    expect(verdict).toMatchObject({ ok: false, faults: [expect.stringMatching(sentence)] })
  })

  test('tells it when somebody changes a trace and the manifest with it', () => {
    const copy = newFolder()
    fs.cpSync(folder, copy, { recursive: true })
    replace(copy, 'results/2/units.jsonl', '"total":"203"', '"total":"204"')
    remake(copy)
    const verdict = verifyArchive(copy, manifest)
    expect(verdict.faults[0]).toMatch(/总校验值应为/)
    expect(verifyArchive(copy).faults.join()).toMatch(/第 2 次计算的结果校验值应为 .*甲局 第 2 次计算的成绩与其计分依据不符/)
  })

  test('is read-only afterwards: every verb is refused in words', async () => {
    const sentence = /已经结束归档，只能查看/
    await refused(base, 'conflict', sentence, () =>
      extend(year.as(office), { tasks: ['1'], until: '2018-04-02', document: '文', reason: '因' }),
    )
    await refused(base, 'conflict', sentence, () => registerPost(year.as(office), { post: office, name: '某' }))
    await refused(base, 'conflict', sentence, () => closeCycle(year.as(office), {}))
  })
})

test('a year that is not over is not closed: what is to be done is said', async () => {
  const year = await openYear(base)
  await refused(base, 'conflict', /还没有公布，不能归档/, () => closeCycle(year.as(office), {}))
  await expect(writeArchive(year.database, year.cycle, newFolder())).rejects.toThrow('还没有结束')
  await year.database.updateTable('cycle').set({ state: 'published' }).where('id', '=', year.cycle).execute()
  await refused(base, 'conflict', /还有 26 个环节没有办结（“declaration”、“town-declaration”、“review”……），不能归档/, () =>
    closeCycle(year.as(office), {}),
  )
})

function replace(folder: string, name: string, from: string, to: string): void {
  const file = path.join(folder, name)
  const text = fs.readFileSync(file, 'utf8')
  if (!text.includes(from)) throw new Error(`${name} has no ${from}`)
  fs.writeFileSync(file, text.replace(from, to))
}

/** Writes the manifest that somebody would write who wants to hide a change. */
function remake(folder: string): void {
  const names = (fs.readdirSync(folder, { recursive: true }) as string[]).filter(
    (name) => fs.statSync(path.join(folder, name)).isFile() && name !== 'MANIFEST.sha256',
  )
  const lines = names.map(
    (name) =>
      `${createHash('sha256')
        .update(fs.readFileSync(path.join(folder, name)))
        .digest('hex')}  ${name}\n`,
  )
  fs.writeFileSync(path.join(folder, 'MANIFEST.sha256'), lines.join(''))
}
