import { Buffer } from 'node:buffer'

/** RFC 5545 3.1: octets of a line, the line break not counted. */
const MOST_OCTETS = 75

/**
 * A content line, folded: at 75 *octets*, never within a character. Chinese takes three octets, so counting characters (as several
 * libraries do) makes lines of 200, and cutting at an octet makes two broken characters. Control characters are dropped: no value can begin
 * another line.
 */
export function contentLine(name: string, value: string): string {
  const lines: string[] = []
  let line = ''
  let octets = 0
  for (const point of `${name}:${value}`.toWellFormed().replace(/(?!\t)\p{Cc}/gu, '')) {
    const size = Buffer.byteLength(point)
    if (octets + size > MOST_OCTETS) {
      lines.push(line)
      line = ' ' // the space that marks a continuation counts
      octets = 1
    }
    line += point
    octets += size
  }
  return [...lines, line].map((each) => `${each}\r\n`).join('')
}

/** A value of type TEXT (RFC 5545 3.3.11): backslash, semicolon, comma and line break escaped; other control characters dropped. */
export function textValue(text: string): string {
  return text
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(/(?![\n\t])\p{Cc}/gu, '')
    .replace(/[\\;,]/g, (each) => `\\${each}`)
    .replaceAll('\n', String.raw`\n`)
}

/** A quoted parameter value (3.2): it knows no escape, so quotation marks and control characters are dropped. */
export function parameterValue(text: string): string {
  return `"${text.replace(/["\p{Cc}]/gu, '')}"`
}

/** A UTC instant as a DATE-TIME: `20180212T160000Z`. @param instant ISO with a zone @throws RangeError when it is not an instant */
export function utcValue(instant: string): string {
  return new Date(instant).toISOString().replace(/[-:]|\.\d+/g, '')
}
