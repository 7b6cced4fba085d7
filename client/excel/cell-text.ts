/**
 * Text as it stands in the XML of a cell. What XML cannot hold is written `_x000D_`, as Excel does; a text that looks like that
 * itself gets its first character written so. A reader of workbooks turns both back.
 */
export function escapeCellText(text: string): string {
  return text.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_').replace(UNWRITABLE, (character) => {
    const code = character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')
    return `_x${code}_`
  })
}

/** Control characters (a carriage return would be read as a line feed), halves of surrogate pairs, and two that are no characters. */
const UNWRITABLE =
  // eslint-disable-next-line no-control-regex -- control characters are what it is about
  /[\u0000-\u0008\u000b-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g
