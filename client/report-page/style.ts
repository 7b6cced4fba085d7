/** One sheet for screen and paper. Without quotes and angle brackets, so that it stands in a page as it is. */
export const style = `
:root { --ink: #1d2530; --muted: #5a6675; --line: #dfe4ea; --ground: #f4f6f8; --blue: #1f4f7a; --amber: #8f5a0a; --settled: #5f93a8 }
* { box-sizing: border-box }
body { margin: 0; background: var(--ground); color: var(--ink); font: 14px/1.6 PingFang SC, Microsoft YaHei, Noto Sans CJK SC, Source Han Sans SC, sans-serif; font-variant-numeric: tabular-nums }
main { max-width: 1080px; margin: 0 auto; padding: 32px 40px 64px; background: #fff }
h1 { margin: 0 0 4px; font-size: 26px; line-height: 1.3 }
h2 { margin: 40px 0 8px; padding-bottom: 6px; border-bottom: 2px solid var(--blue); font-size: 19px }
h3 { margin: 20px 0 6px; font-size: 15px }
p { margin: 0 0 8px }
a { color: var(--blue) }
.warning { color: var(--amber); font-weight: 600 }
.muted { color: var(--muted) }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 2px 16px; margin: 16px 0 }
dt { color: var(--muted) }
dd { margin: 0; overflow-wrap: anywhere }
.counts { display: flex; flex-wrap: wrap; gap: 12px; margin: 16px 0; padding: 0; list-style: none }
.counts li { flex: 1 1 120px; padding: 10px 14px; border: 1px solid var(--line); border-radius: 6px; color: var(--muted) }
.counts b { display: block; color: var(--ink); font-size: 22px; line-height: 1.3 }
.scroll { margin-bottom: 8px; overflow-x: auto }
table { width: 100%; border-collapse: collapse; font-size: 13px }
caption { padding: 4px 0; color: var(--muted); text-align: left }
th, td { padding: 5px 8px; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top }
thead th { color: var(--muted); font-weight: 600; white-space: nowrap }
td.number, th.number { text-align: right; white-space: nowrap }
td.heat { width: 16px; min-width: 16px; padding: 0 1px; border: 1px solid #fff; font-size: 10px; text-align: center; vertical-align: middle }
th.week { padding: 2px 1px; font-size: 10px; font-weight: 400; writing-mode: vertical-rl }
th.office { min-width: 150px }
tbody th.office { font-weight: 400 }
td.name { min-width: 8em }
td.time { white-space: nowrap }
td, tbody th { overflow-wrap: anywhere }
tbody tr:hover { background: var(--ground) }
details { margin: 0 0 4px; border: 1px solid var(--line); border-radius: 6px }
summary { padding: 6px 12px; cursor: pointer }
details table { margin: 0 0 8px }
svg { display: block; width: 100%; height: auto }
svg text { fill: var(--ink); font: 11px PingFang SC, Microsoft YaHei, Noto Sans CJK SC, sans-serif }
svg .month { fill: var(--muted) }
@media (max-width: 640px) { main { padding: 16px } }
.paper { display: none }
@media print {
  body { background: #fff; font-size: 10pt; line-height: 1.5; print-color-adjust: exact; -webkit-print-color-adjust: exact }
  main { max-width: none; padding: 0 }
  h2 { margin-top: 9mm }
  h2, h3, caption { break-after: avoid }
  p { orphans: 3; widows: 3 }
  tr, li, dl, svg { break-inside: avoid }
  .scroll { overflow: visible }
  table { font-size: 9pt }
  thead { display: table-header-group }
  th, td { padding: 3px 6px }
  .counts { gap: 6px }
  .counts li { flex-basis: 80px; padding: 6px 10px }
  .counts b { font-size: 16pt }
  svg text { font-size: 12px }
  .load { table-layout: fixed }
  .load th, .load td { padding: 2px }
  .load th.office { min-width: 0; width: 28mm }
  .load th.number { width: 8mm }
  .load th.most { width: 29mm }
  .load td.number { font-size: 8pt }
  .load td.heat { min-width: 0; width: auto; line-height: 1; padding: 0; border: 0; font-size: 5pt }
  .load th.week { padding: 0; font-size: 5pt; line-height: 1; overflow: clip }
  details { border: 0 }
  details::details-content { content-visibility: visible }
  summary { padding: 2px 0; list-style: none; font-weight: 600 }
  #letters details { display: none }
  .paper { display: block }
  @page { size: A4; margin: 16mm 14mm 18mm; @bottom-center { content: counter(page); font-size: 9pt; color: #5a6675 } }
}
`
