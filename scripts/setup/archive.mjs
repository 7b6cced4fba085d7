// One member of a zip or a tar.gz, in memory. Enough for the two archives that set-up reads; checked by hash afterwards.
import { gunzipSync, inflateRawSync } from 'node:zlib'

/** A zip is read from its end, through the central directory (no zip64, no encryption). */
export function unzip(zip, name) {
  let end = zip.length - 22
  while (end >= 0 && zip.readUInt32LE(end) !== 0x06054b50) end--
  if (end < 0) return undefined
  let at = zip.readUInt32LE(end + 16)
  for (let entries = zip.readUInt16LE(end + 10); entries > 0; entries--) {
    const nameLength = zip.readUInt16LE(at + 28)
    if (zip.toString('utf8', at + 46, at + 46 + nameLength) === name) return zipMember(zip, at)
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32)
  }
  return undefined
}

function zipMember(zip, entry) {
  const method = zip.readUInt16LE(entry + 10)
  const packed = zip.readUInt32LE(entry + 20)
  const full = zip.readUInt32LE(entry + 24)
  const local = zip.readUInt32LE(entry + 42)
  const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28) // the local header has lengths of its own
  const bytes = zip.subarray(start, start + packed)
  return method === 0 ? bytes : inflateRawSync(bytes, { maxOutputLength: full })
}

/** Headers and contents follow each other in blocks of 512 bytes; sizes are octal. */
export function untar(archive, name) {
  const tar = gunzipSync(archive)
  for (let at = 0; at + 512 <= tar.length && tar[at] !== 0;) {
    const field = (from, length) => tar.toString('utf8', at + from, at + from + length).replace(/\0.*$/s, '')
    const size = parseInt(field(124, 12), 8)
    if (field(0, 100).replace(/^\.\//, '') === name) return tar.subarray(at + 512, at + 512 + size)
    at += 512 + Math.ceil(size / 512) * 512
  }
  return undefined
}
