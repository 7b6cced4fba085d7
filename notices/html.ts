/** Finished HTML. Only `h` and `join` make it, so a plain string can never pass for it. */
export class Html {
  readonly source: string
  constructor(source: string) {
    this.source = source
  }
}
export type Child = Html | string

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** Text with the five characters of HTML replaced: safe between tags and inside a quoted attribute. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (each) => ESCAPES[each]!)
}

const VOID = new Set(['meta', 'br'])

/** An element. Strings among the children and all attribute values are escaped; tag and attribute names are ours. */
export function h(tag: string, attributes: Readonly<Record<string, string>>, ...children: readonly Child[]): Html {
  const list = Object.entries(attributes).map(([name, value]) => ` ${name}="${escapeHtml(value)}"`)
  const open = `<${tag}${list.join('')}>`
  return new Html(VOID.has(tag) ? open : `${open}${join(children).source}</${tag}>`)
}

/** Children one after another. */
export function join(children: readonly Child[]): Html {
  return new Html(children.map((child) => (child instanceof Html ? child.source : escapeHtml(child))).join(''))
}
