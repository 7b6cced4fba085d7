import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { Refusal } from '../records/refusal.ts'
import { readTextFile } from './text-file.ts'
import { packFromJson, parsePack, type Pack, type Problem } from '../scoring/index.ts'

/** A pack as it was read from `folder`; `locate` finds a place in its files again. */
export type PackOnDisk = { folder: string; pack: Pack; locate: Extract<ReturnType<typeof parsePack>, { ok: true }>['locate'] }

const root = fileURLToPath(new URL('..', import.meta.url))
/** Where the packs of the product stand, a folder for each. */
export const packsFolder = path.join(root, 'packs')

/** The keys of the packs of the product, in order. */
export function packKeys(): string[] {
  const entries = fs.existsSync(packsFolder) ? fs.readdirSync(packsFolder, { withFileTypes: true }) : []
  return entries.flatMap((entry) => (fs.existsSync(path.join(packsFolder, entry.name, 'pack.yaml')) ? [entry.name] : [])).toSorted()
}

/** The pack that `npm start` rehearses: `niankao.defaultPack` of package.json, or the only one there is. @throws Refusal `not-found` */
export function defaultPackKey(): string {
  const { niankao } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8')) as { niankao?: { defaultPack?: string } }
  const keys = packKeys()
  const key = niankao?.defaultPack ?? (keys.length === 1 ? keys[0] : undefined)
  if (key !== undefined) return key
  throw new Refusal('not-found', `packs/ 中有 ${keys.length} 个规则包，应在 package.json 的 niankao.defaultPack 指明默认的一个。`, keys)
}

/**
 * Reads a pack: `where` is a folder, or the key of a pack of the product.
 * @throws Refusal `not-found`; `bad-input` with a line for each problem, `file:line:column sentence`
 */
export function readPack(where: string): PackOnDisk {
  const folder = folderOf(where)
  const parsed = parsePack(readFiles(folder))
  if (parsed.ok) return { folder, pack: parsed.pack, locate: parsed.locate }
  throw new Refusal(
    'bad-input',
    `规则包 ${where} 有 ${parsed.problems.length} 处错误，未予采用。`,
    problemLines(parsed.problems, path.relative(process.cwd(), folder)),
  )
}

/**
 * A pack wherever it stands: as files, or as the canonical JSON that a dossier keeps of it.
 * @throws Refusal `not-found`; `bad-input` where the files are wrong, or the JSON does not have its hash
 */
export function packFrom(where: string): Pack {
  if (!where.endsWith('.json')) return readPack(where).pack
  try {
    return packFromJson(readTextFile(where))
  } catch (error) {
    if (error instanceof Refusal) throw error
    throw new Refusal('bad-input', `${where} 应为全年档案中的一版办法，实为：${error instanceof Error ? error.message : String(error)}`)
  }
}

/** The pack with this hash among those of the product. @throws Refusal `not-found` */
export function packByHash(hash: string): Pack {
  const found = packKeys().find((key) => {
    const parsed = parsePack(readFiles(path.join(packsFolder, key)))
    return parsed.ok && parsed.pack.hash === hash
  })
  if (found !== undefined) return readPack(found).pack
  throw new Refusal('not-found', `packs/ 中没有摘要为 ${hash} 的规则包；用 --pack 指明计分时所用的规则包。`)
}

/** The files of a pack, below its folder. */
export const PACK_FILES = ['*.yaml', 'cases/*.yaml', 'source.txt'] as const

/** The files of a pack by their names, `cases/…` among them, as `parsePack` takes them. */
export function readFiles(folder: string): Record<string, string> {
  const names = fs.globSync([...PACK_FILES], { cwd: folder })
  return Object.fromEntries(names.map((name) => [name.replaceAll(path.sep, '/'), readTextFile(path.join(folder, name))]))
}

/** `scoring.yaml:12:3 sentence` for each problem; `folder` before the name when it is given. */
export function problemLines(problems: readonly Problem[], folder = ''): string[] {
  return problems.map(({ file, line, column, path: at, message }) => {
    const place = line > 0 ? `:${line}:${column}` : at === '' ? '' : ` ${at}`
    return `${path.join(folder, file)}${place} ${message}`
  })
}

/** The folder of a pack, readable or not. @throws Refusal `not-found` */
export function folderOf(where: string): string {
  for (const folder of [path.resolve(where), path.join(packsFolder, where)])
    if (fs.existsSync(path.join(folder, 'pack.yaml'))) return folder
  const known = packKeys()
  throw new Refusal(
    'not-found',
    `没有名为 \`${where}\` 的规则包：应为含 pack.yaml 的文件夹，或 packs/ 中的 ${known.join('、')} 之一。`,
    known,
  )
}
