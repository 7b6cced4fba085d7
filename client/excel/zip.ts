import zlib from 'node:zlib'
import { Refusal } from '../../records/refusal.ts'
import { checkXml } from './sheet-xml.ts'
import { notWorkbook } from './not-workbook.ts'

/** Bytes of a workbook as it lies on the disk, and of all that is packed in it. */
export const MOST_BYTES = 20_000_000
export const MOST_UNPACKED_BYTES = 200_000_000
/** Files in a workbook: a few for each sheet. */
const MOST_ENTRIES = 2_000

const END = 0x06054b50
const END_BYTES = 22
const ENTRY = 0x02014b50
const ENTRY_BYTES = 46
const LOCAL_BYTES = 30

/**
 * Looks into a workbook before anybody unpacks it: sizes are measured, not believed.
 * @throws Refusal `bad-input` unless it is an .xlsx of reasonable size
 */
export function checkZip(bytes: Buffer, file: string): void {
  if (bytes.length > MOST_BYTES)
    throw new Refusal('bad-input', `\`${file}\` 应不超过 ${MOST_BYTES / 1e6} MB，实为 ${megabytes(bytes)} MB。`)
  if (bytes.length >= 8 && bytes.readBigUInt64BE(0) === 0xd0cf11e0a1b11ae1n)
    throw new Refusal('bad-input', `\`${file}\` 应为 .xlsx 工作簿，实为旧式 .xls 或设有密码；请取消密码，另存为 .xlsx 后再试。`)
  let room = MOST_UNPACKED_BYTES
  let names = 0
  for (const { name, packed, method } of entries(bytes, file)) {
    const content = unpack(packed, method, room, file)
    room -= content.length
    if (name === 'xl/workbook.xml') names++
    if (/\.xml$/i.test(name)) checkXml(content.toString('latin1'), file)
  }
  if (names !== 1) throw notWorkbook(file)
}

type Entry = { name: string; packed: Buffer; method: number }

function entries(bytes: Buffer, file: string): Entry[] {
  const end = bytes.length - END_BYTES
  if (end < 0 || bytes.readUInt32LE(end) !== END) throw notWorkbook(file)
  const [count, size, start] = [bytes.readUInt16LE(end + 10), bytes.readUInt32LE(end + 12), bytes.readUInt32LE(end + 16)]
  if (count > MOST_ENTRIES || start + size !== end) throw notWorkbook(file)
  const found: Entry[] = []
  let at = start
  for (let nth = 0; nth < count; nth++) {
    if (at + ENTRY_BYTES > end || bytes.readUInt32LE(at) !== ENTRY) throw notWorkbook(file)
    const [method, length] = [bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 20)]
    const [name, extra, comment] = [28, 30, 32].map((field) => bytes.readUInt16LE(at + field)) as [number, number, number]
    const local = bytes.readUInt32LE(at + 42)
    if (local + LOCAL_BYTES > start) throw notWorkbook(file)
    const begin = local + LOCAL_BYTES + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28)
    if (begin + length > start) throw notWorkbook(file)
    const nameBytes = bytes.subarray(at + ENTRY_BYTES, at + ENTRY_BYTES + name)
    found.push({ name: nameBytes.toString('utf8'), packed: bytes.subarray(begin, begin + length), method })
    at += ENTRY_BYTES + name + extra + comment
  }
  if (at !== end) throw notWorkbook(file)
  return found
}

function unpack(packed: Buffer, method: number, room: number, file: string): Buffer {
  if (method === 0 && packed.length <= room) return packed
  if (method !== 0 && method !== 8) throw notWorkbook(file)
  try {
    if (method === 8) return zlib.inflateRawSync(packed, { maxOutputLength: Math.max(1, room) })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_BUFFER_TOO_LARGE') throw notWorkbook(file)
  }
  throw new Refusal('bad-input', `\`${file}\` 展开后应不超过 ${MOST_UNPACKED_BYTES / 1e6} MB，实际超过；请删去无关的内容。`)
}

const megabytes = (bytes: Buffer): string => (bytes.length / 1e6).toFixed(1)
