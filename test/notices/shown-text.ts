const NAMED: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" }

/** What a reader sees of an HTML page: its body without tags, blocks on lines of their own. */
export function shownText(html: string): string {
  const body = html.slice(html.indexOf('<body'))
  return body
    .replace(/<(\/?(p|div|h2|tr|table)|br)\b[^>]*>/g, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&(amp|lt|gt|quot|#39);/g, (each) => NAMED[each]!)
}
