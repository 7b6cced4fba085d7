import type { Action, Entry } from './entry.ts'
import { h } from './html.ts'
import type { Html } from './html.ts'
import type { Letter, Section } from './letter.ts'
import { words } from './words.ts'

/** Mail programs read only styles that stand on the element; the colour never says anything that the words do not. */
const STYLE = {
  body: 'margin:0;padding:24px 12px;background:#f2f4f7;font:15px/1.7 "PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;color:#1f2329',
  sheet: 'max-width:640px;margin:0 auto;padding:24px 28px;background:#ffffff;border:1px solid #dfe3e8;border-radius:6px',
  heading: 'margin:24px 0 8px;padding-left:10px;font-size:17px;border-left:4px solid ',
  entry: 'margin:0 0 12px;padding:12px 14px;border:1px solid #e5e8ec;border-radius:4px',
  title: 'font-weight:bold',
  label: 'padding:0 12px 0 0;color:#5c6570;white-space:nowrap;vertical-align:top;text-align:left;font-weight:normal',
  value: 'padding:0;vertical-align:top;word-break:break-word',
  action: 'margin:6px 0 0',
  command: 'padding:1px 5px;background:#f2f4f7;border-radius:3px;font-family:Consolas,Menlo,monospace;word-break:break-all',
  link: 'color:#0b57b7;word-break:break-all',
  footer: 'margin:24px 0 0;padding-top:12px;border-top:1px solid #e5e8ec;font-size:12px;color:#5c6570',
} as const
const COLOUR: Record<Section['group'], string> = { late: '#c0271b', due: '#b36b00', new: '#0b57b7', decided: '#5c6570' }

/** The HTML of a letter: one column, no images, nothing that is loaded from elsewhere. */
export function pageOf(letter: Letter): string {
  const { subject, greeting, opening, sections, link, footer } = letter
  const page = link === undefined ? [] : [h('p', {}, words.label(words.open, ''), anchor(link))]
  const sheet = h('div', { style: STYLE.sheet },
    h('p', { style: 'margin:0' }, greeting),
    h('p', { style: 'margin:0' }, opening),
    ...sections.flatMap(sectionOf),
    ...page,
    h('div', { style: STYLE.footer }, ...footer.map((line) => h('div', {}, line))),
  ) // prettier-ignore
  const head = h(
    'head',
    {},
    h('meta', { charset: 'utf-8' }),
    h('meta', { name: 'viewport', content: 'width=device-width' }),
    h('title', {}, subject),
  )
  return `<!doctype html>\n${h('html', { lang: 'zh-CN' }, head, h('body', { style: STYLE.body }, sheet)).source}\n`
}

function sectionOf(section: Section): Html[] {
  const heading = h('h2', { style: STYLE.heading + COLOUR[section.group] }, section.heading)
  return [heading, ...section.entries.map((entry, at) => entryBlock(entry, at + 1))]
}

function entryBlock(entry: Entry, number: number): Html {
  const rows = entry.facts.map(({ label, value }) =>
    h('tr', {}, h('th', { style: STYLE.label, scope: 'row' }, words.label(label, '')), h('td', { style: STYLE.value }, value)),
  )
  const table = rows.length === 0 ? [] : [h('table', { style: 'border-collapse:collapse' }, ...rows)]
  return h('div', { style: STYLE.entry },
    h('div', { style: STYLE.title }, words.number(number) + entry.title),
    ...table,
    ...entry.actions.map(actionLine),
    ...(entry.link === undefined ? [] : [h('p', { style: STYLE.action }, words.linkIn(''), anchor(entry.link))]),
  ) // prettier-ignore
}

function actionLine({ sentence, command }: Action): Html {
  return h('p', { style: STYLE.action }, words.commandIn(sentence, ''), h('span', { style: STYLE.command }, command))
}

/** The address itself is what is shown: a reader can see where a link goes, and the text twin says the same. */
function anchor(link: string): Html {
  return h('a', { href: link, style: STYLE.link }, link)
}
