/** A property as RFC 5545 3.1 reads it: name, raw parameters, value as it stands. */
export interface Property {
  readonly name: string
  readonly parameters: string
  readonly value: string
}

/** A reader of iCalendar written from the RFC and not from the writer: unfolds octets, then splits name, parameters and value. */
export function readCalendar(file: string): Property[] {
  const octets = Buffer.from(file, 'utf8').toString('latin1')
  if (!octets.endsWith('\r\n')) throw new Error('the last line has no CRLF')
  if (/[^\r]\n|\r[^\n]/.test(octets)) throw new Error('a line break that is not CRLF')
  const lines = octets
    .replace(/\r\n[ \t]/g, '')
    .slice(0, -2)
    .split('\r\n')
  return lines.map((line) => {
    const text = Buffer.from(line, 'latin1').toString('utf8')
    const match = /^([A-Z-]+)((?:;[A-Z-]+=(?:"[^"]*"|[^";:,]*))*):(.*)$/s.exec(text)
    if (match === null) throw new Error(`not a content line: ${text}`)
    return { name: match[1]!, parameters: match[2]!, value: match[3]! }
  })
}

/** The value of the only property of that name. */
export function valueOf(properties: readonly Property[], name: string): string {
  const found = properties.filter((property) => property.name === name)
  if (found.length !== 1) throw new Error(`expected one ${name}, found ${found.length}`)
  return found[0]!.value
}

/** A TEXT value as a program shows it. */
export function shown(value: string): string {
  return value.replace(/\\([\\;,nN])/g, (_, each: string) => (each.toLowerCase() === 'n' ? '\n' : each))
}

/** The lines as they travel. */
export function physicalLines(file: string): Buffer[] {
  return file
    .split('\r\n')
    .slice(0, -1)
    .map((line) => Buffer.from(line, 'utf8'))
}
