import { canonicalJson, sha256 } from '../canonical.ts'
import type { Pack } from './pack.ts'

/** The pack as canonical JSON, for storage; it holds its hash. */
export function packToJson(pack: Pack): string {
  return canonicalJson(pack)
}

/** Reads back what packToJson wrote, as text or as the object that a jsonb column gives. Throws if the content does not match its hash. */
export function packFromJson(json: unknown): Pack {
  const { hash, ...content } = (typeof json === 'string' ? JSON.parse(json) : json) as Pack
  const found = sha256(canonicalJson(content))
  if (found !== hash) throw new Error(`规则包的内容应与摘要 ${hash} 相符，实为 ${found}。存储的规则包已被改动，请从原文件重新导入。`)
  return { ...content, hash }
}
