import fc from 'fast-check'
import { expect, test } from 'vitest'
import { contentLine, parameterValue, textValue, utcValue } from '../../notices/content-line.ts'
import { physicalLines, readCalendar, shown } from './i-calendar.ts'

const anyText = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  fc.string({ unit: fc.constantFrom('考', '𠮷', '\\', ',', ';', 'a', '\n', '👨‍👩‍👧') }),
)

test('no line is longer than 75 octets, none cuts a character, and unfolding gives the text back', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const file = contentLine('SUMMARY', textValue(text))
      for (const line of physicalLines(file)) {
        expect(line.length).toBeLessThanOrEqual(75)
        expect(new TextDecoder('utf-8', { fatal: true }).decode(line)).toBe(line.toString())
      }
      const [property, ...others] = readCalendar(file)
      expect(others).toEqual([])
      expect(shown(property!.value)).toBe(text.replace(/\r\n?|[\u2028\u2029]/g, '\n').replace(/(?![\n\t])\p{Cc}/gu, ''))
    }),
    { numRuns: 500 },
  )
})

test('lines are filled: a line of Chinese ends within three octets of the limit', () => {
  const lines = physicalLines(contentLine('SUMMARY', '考'.repeat(200)))
  for (const line of lines.slice(0, -1)) expect(line.length).toBeGreaterThan(72)
})

test('75 octets stay on one line, 76 do not', () => {
  expect(contentLine('X', 'a'.repeat(73))).toBe(`X:${'a'.repeat(73)}\r\n`)
  expect(contentLine('X', 'a'.repeat(74))).toBe(`X:${'a'.repeat(73)}\r\n a\r\n`)
})

test('a half character becomes the replacement mark', () => {
  expect(contentLine('X', 'a\ud842b')).toBe('X:a\ufffdb\r\n')
})

test('text, parameters and instants are escaped as the RFC says', () => {
  expect(textValue('a\\b;c,d\r\ne\rf\u0000g')).toBe('a\\\\b\\;c\\,d\\ne\\nfg')
  expect(textValue('a\u2028b\u2029c')).toBe('a\\nb\\nc') // Unicode's own line and paragraph ends are line breaks too
  expect(parameterValue('张"三"\r\nX:;,')).toBe('"张三X:;,"')
  expect(utcValue('2018-02-12T16:00:00.000Z')).toBe('20180212T160000Z')
  expect(utcValue('2018-02-13T00:00:00+08:00')).toBe('20180212T160000Z')
})
