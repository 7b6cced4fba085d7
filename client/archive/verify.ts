import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { verifyLog, type LogLine } from '../../records/log.ts'
import { Refusal } from '../../records/refusal.ts'
import { reorganisationFact, type ReorganisationRow } from '../../records/reorganisation.ts'
import { packFromJson, reorganised, verify, type Pack, type Reorganisation, type Trace } from '../../scoring/index.ts'
import { rebuiltHash, type ComputationLine, type UnitLine } from './rebuilt.ts'
import { MANIFEST } from './write.ts'

/** `manifest` is the hash that stands for the whole; `traces` how many were re-checked line by line; `faults` what is wrong, in words. */
export type ArchiveVerdict = { ok: boolean; manifest: string; files: number; entries: number; traces: number; faults: string[] }

/**
 * Checks a dossier by itself, without a server: each file against the manifest, nothing more and nothing less in the folder, the chain of the log, the
 * hashes of packs and evidence, and every trace line by line. `expected`: the hash of the manifest as it was noted elsewhere.
 * @throws Refusal `not-found` when there is no dossier
 */
export function verifyArchive(folder: string, expected?: string): ArchiveVerdict {
  const file = path.join(folder, MANIFEST)
  if (!fs.existsSync(file)) throw new Refusal('not-found', `文件夹 \`${folder}\` 中应有 ${MANIFEST}，实际没有：不是全年档案。`)
  const manifest = sha256(fs.readFileSync(file))
  const faults = expected === undefined || expected === manifest ? [] : [`总校验值应为 ${expected}，实为 ${manifest}`]
  const listed = new Map(linesOf(file).map((line) => [line.slice(66), line.slice(0, 64)]))
  faults.push(...fileFaults(folder, listed))
  if (faults.length > 0) return { ok: false, manifest, files: listed.size, entries: 0, traces: 0, faults }
  const names = [...listed.keys()]
  const under = (start: string): string[] => names.filter((name) => name.startsWith(start))
  const log = logFaults(folder)
  const packs = new Map<string, Pack>()
  for (const name of under('packs/')) faults.push(...packFault(folder, name, packs))
  for (const name of under('evidence/'))
    if (sha256(fs.readFileSync(path.join(folder, name))) !== path.basename(name)) faults.push(`佐证材料 ${name} 与其摘要不符`)
  const changed = listed.has(REORGANISATIONS) ? reorganisationsIn(path.join(folder, REORGANISATIONS)) : []
  let traces = 0
  for (const name of under('results/').filter((each) => each.endsWith('/computation.json'))) {
    const found = computationFaults(folder, path.dirname(name), packs, changed)
    traces += found.traces
    faults.push(...found.faults)
  }
  faults.push(...log.faults)
  return { ok: faults.length === 0, manifest, files: listed.size, entries: log.entries, traces, faults }
}

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')
const linesOf = (file: string): string[] =>
  fs
    .readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')

function fileFaults(folder: string, listed: ReadonlyMap<string, string>): string[] {
  const found = (fs.readdirSync(folder, { recursive: true }) as string[])
    .filter((name) => fs.statSync(path.join(folder, name)).isFile())
    .map((name) => name.split(path.sep).join('/'))
  const outside = [...listed.keys()].filter((name) => path.isAbsolute(name) || name.split('/').includes('..'))
  if (outside.length > 0) return outside.map((name) => `${MANIFEST} 中的 ${name} 不在档案之内`)
  return [
    ...found.filter((name) => name !== MANIFEST && !listed.has(name)).map((name) => `多出文件 ${name}`),
    ...[...listed].flatMap(([name, hash]) => {
      if (!found.includes(name)) return [`缺少文件 ${name}`]
      return sha256(fs.readFileSync(path.join(folder, name))) === hash ? [] : [`文件 ${name} 被改动`]
    }),
  ]
}

function logFaults(folder: string): { entries: number; faults: string[] } {
  const lines = linesOf(path.join(folder, 'log.jsonl')).map((line) => JSON.parse(line) as LogLine)
  const verdict = verifyLog(lines)
  if (!verdict.ok) return { entries: lines.length, faults: [`日志${verdict.sentence}`] }
  const [published] = linesOf(path.join(folder, 'facts/publication.jsonl')).map((line) => JSON.parse(line) as { log_head: string | null })
  const head = published?.log_head ?? null
  const known = head === null || lines.some(({ hash }) => hash === head)
  return { entries: lines.length, faults: known ? [] : ['公布时记下的日志校验值不在日志中：日志不是当时的日志'] }
}

function packFault(folder: string, name: string, packs: Map<string, Pack>): string[] {
  try {
    const pack = packFromJson(fs.readFileSync(path.join(folder, name), 'utf8'))
    packs.set(pack.hash, pack)
    return path.basename(name, '.json') === pack.hash ? [] : [`办法 ${name} 与其摘要不符`]
  } catch (error) {
    return [`办法 ${name}：${error instanceof Error ? error.message : String(error)}`]
  }
}

const REORGANISATIONS = 'facts/reorganisation.jsonl'

/** What has become of units in the year, in the order in which it was recorded. */
const reorganisationsIn = (file: string): Reorganisation[] =>
  linesOf(file)
    .map((line) => JSON.parse(line) as ReorganisationRow)
    .sort((a, b) => Number(a.id) - Number(b.id))
    .map(reorganisationFact)

/** Whether the results of a computation have its hash, belong to their traces, and every trace holds line by line. */
function computationFaults(
  folder: string,
  name: string,
  packs: ReadonlyMap<string, Pack>,
  changed: readonly Reorganisation[],
): { traces: number; faults: string[] } {
  const computation = JSON.parse(fs.readFileSync(path.join(folder, name, 'computation.json'), 'utf8')) as ComputationLine
  const lines = linesOf(path.join(folder, name, 'units.jsonl')).map((line) => JSON.parse(line) as UnitLine)
  const stored = packs.get(computation.pack)
  if (!stored) return { traces: 0, faults: [`第 ${computation.version} 次计算所用的办法 ${computation.pack} 不在 packs/ 中`] }
  const pack = reorganised(stored, changed)
  const hash = rebuiltHash(pack, computation, lines)
  const traces = [...lines.map(({ trace }) => trace), ...computation.grade_trace.map(({ trace }) => trace)]
  const told = lines.filter(
    ({ trace, outcome }) => valueOf(trace, 'total') !== outcome.total || valueOf(trace, 'published') !== outcome.published,
  )
  return {
    traces: traces.length,
    faults: [
      ...(hash === computation.result_hash
        ? []
        : [`第 ${computation.version} 次计算的结果校验值应为 ${computation.result_hash}，实为 ${hash}`]),
      ...told.map(({ unit }) => `${unit} 第 ${computation.version} 次计算的成绩与其计分依据不符`),
      ...traces.flatMap((trace) => traceFaults(trace, pack)),
    ],
  }
}

/** What a trace comes to; null where it has no number. */
function valueOf({ result, steps }: Trace, name: string): string | null {
  const value = steps.find(({ id }) => id === result[name])?.value
  return value !== undefined && /^-?\d/.test(value) ? value : null
}

const traceFaults = (trace: Trace, pack: Pack): string[] =>
  verify(pack, trace).map(({ path: at, message }) => `${trace.subject} 的计分依据 ${at} ${message}`)
