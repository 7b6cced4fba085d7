import { createHash } from 'node:crypto'
import { Refusal } from '../records/refusal.ts'
import type { Change } from '../records/transaction.ts'

/** A file that proves something (佐证材料). */
export type EvidenceFile = { name: string; mediaType: string; bytes: Uint8Array }

/** The most that one file, and all files of one submission together, may weigh, in bytes. */
export const EVIDENCE_LIMITS = { file: 20 * 1024 * 1024, submission: 60 * 1024 * 1024, files: 20 } as const

const MOST_NAME = 255

/** Stores files by their SHA-256; one that is there already is not stored twice. @returns the hashes @throws Refusal `too-large`, `bad-input` */
export async function storeEvidence(change: Change, files: readonly EvidenceFile[]): Promise<string[]> {
  checkLimits(files)
  const hashes: string[] = []
  for (const { name, mediaType, bytes } of files) {
    const hash = sha256Of(bytes)
    const row = {
      cycle: change.cycle,
      sha256: hash,
      name,
      media_type: mediaType,
      bytes: Buffer.from(bytes),
      by_post: change.post,
      at: change.now,
    }
    await change.db
      .insertInto('evidence')
      .values(row)
      .onConflict((conflict) => conflict.columns(['cycle', 'sha256']).doNothing())
      .execute()
    hashes.push(hash)
  }
  return [...new Set(hashes)]
}

/** The name of a file's content. */
export const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

function checkLimits(files: readonly EvidenceFile[]): void {
  if (files.length > EVIDENCE_LIMITS.files)
    throw new Refusal('too-large', `佐证材料应不超过 ${EVIDENCE_LIMITS.files} 件，实为 ${files.length} 件，未予保存。`)
  for (const { name, bytes } of files) {
    if (name.trim() === '' || name.length > MOST_NAME || /\p{Cc}/u.test(name))
      throw new Refusal('bad-input', `佐证材料的文件名应为 1 至 ${MOST_NAME} 个字符，实为 \`${name.slice(0, 60)}\`，未予保存。`)
    if (bytes.length === 0) throw new Refusal('bad-input', `佐证材料“${name}”是空文件，未予保存。`)
    if (bytes.length > EVIDENCE_LIMITS.file)
      throw new Refusal(
        'too-large',
        `佐证材料“${name}”应不超过 ${mib(EVIDENCE_LIMITS.file)}，实为 ${mib(bytes.length)}，未予保存；请压缩或拆分。`,
      )
  }
  const total = files.reduce((sum, file) => sum + file.bytes.length, 0)
  if (total > EVIDENCE_LIMITS.submission)
    throw new Refusal('too-large', `一次报送的佐证材料合计应不超过 ${mib(EVIDENCE_LIMITS.submission)}，实为 ${mib(total)}，未予保存。`)
}

const mib = (bytes: number): string => `${(bytes / 1024 / 1024).toLocaleString('zh-CN', { maximumFractionDigits: 1 })} MiB`
