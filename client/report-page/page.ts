import { h, type Child, type Html } from '../../notices/html.ts'
import type { Pack } from '../../scoring/index.ts'
import type { RehearsalReport } from '../rehearsal/index.ts'
import { beijingText } from '../views/beijing.ts'
import { appeals } from './appeals.ts'
import { changes } from './changes.ts'
import { course } from './course.ts'
import { letters } from './letters.ts'
import { load } from './load.ts'
import { results } from './results.ts'
import { style } from './style.ts'
import { table, time } from './table.ts'
import { incidentWords, verbWords, words } from './words.ts'

type Section = keyof typeof words.sections

/** A rehearsed year as one page of HTML for an office: nothing is loaded from elsewhere, it prints on A4, and it says that it is no official result. */
export function reportPage(pack: Pack, report: RehearsalReport): string {
  const title = words.title(pack.pack.name)
  const parts: [Section, Html[]][] = [
    ['results', results(pack, report)],
    ['appeals', appeals(report)],
    ['course', course(report)],
    ['interferences', [...interferences(report), ...changes(report)]],
    ['load', load(report)],
    ['letters', letters(report)],
  ]
  const main = h('main', {},
    h('h1', {}, title),
    h('p', { class: 'warning' }, words.notOfficial),
    facts(pack, report),
    counts(report),
    h('nav', { 'aria-label': words.contents }, ...parts.map(([key]) => h('div', {}, h('a', { href: `#${key}` }, words.sections[key])))),
    ...parts.map(([key, content]) => h('section', { id: key }, h('h2', {}, words.sections[key]), ...content)),
    h('p', { class: 'muted' }, words.repeat(pack.pack.key, report.seed)),
  ) // prettier-ignore
  const head = h('head', {},
    h('meta', { charset: 'utf-8' }),
    h('meta', { name: 'viewport', content: 'width=device-width' }),
    h('title', {}, title),
    h('style', {}, style),
  ) // prettier-ignore
  return `<!doctype html>\n${h('html', { lang: 'zh-CN' }, head, h('body', {}, main)).source}\n`
}

function facts(pack: Pack, { cycle, seed, resultHash, seconds }: RehearsalReport): Html {
  const { document, pack: packName, cycle: id, seed: lot, hash, seconds: took } = words.facts
  const rows: [string, string][] = [
    [document, pack.pack.document],
    [packName, `${pack.pack.key} ${pack.pack.version}（${pack.hash}）`],
    [id, cycle],
    [lot, seed],
    [hash, resultHash],
    [took, words.seconds(seconds)],
  ]
  return h('dl', {}, ...rows.flatMap(([name, value]): Child[] => [h('dt', {}, name), h('dd', {}, value)]))
}

function counts({ tasks, notices, digests, units, steps }: RehearsalReport): Html {
  const list: [string, number][] = [
    [words.counts.units, units.length],
    [words.counts.steps, steps.length],
    [words.counts.inTime, tasks.inTime],
    [words.counts.late, tasks.late],
    [words.counts.lapsed, tasks.lapsed],
    [words.counts.notices, notices],
    [words.counts.digests, digests],
  ]
  return h('ul', { class: 'counts' }, ...list.map(([name, count]) => h('li', {}, h('b', {}, String(count)), name)))
}

function interferences({ interferences: all, steps }: RehearsalReport): Html[] {
  if (all.length === 0) return [h('p', {}, words.nothing)]
  const { at, kind, done } = words.interference
  const about = (subject: string): string =>
    steps.find(({ key: step }) => step === subject)?.name ?? subject.replace(/^reorganisation\/\d+$|^appeal\//u, '')
  const rows = all.map((each) => [
    beijingText(each.at),
    incidentWords[each.kind],
    each.done.map(({ verb, subject }) => `${verbWords[verb] ?? verb} ${about(subject)}`.trim()).join('；') || words.noEntry,
  ])
  return [table([time(at), kind, done], rows)]
}
