/** The files of a small pack: two departments, a town and one of each kind of step, in 2017, so that a cycle is cheap and counts by hand. */
const s = '{ article: 一, quote: 得分按下列办法计算 }'

const roster = `classes:
  - { key: departments, name: 部门, source: ${s} }
  - { key: towns, name: 乡镇, source: ${s} }
units:
  - { key: 甲局, name: 甲局, class: departments, tasks: "2", points: "30", source: ${s} }
  - { key: 乙局, name: 乙局, class: departments, source: ${s} }
  - { key: 丙镇, name: 丙镇, class: towns, source: ${s} }
bodies:
  - { key: 考核办, name: 考核办, role: office, source: ${s} }
  - { key: 乙局办, name: 乙局（考评）, role: assessor, unit: 乙局, source: ${s} }
  - { key: 牵头办, name: 牵头办, role: assessor, source: ${s} }
  - { key: 张市长, name: 张市长, role: leader, source: ${s} }
  - { key: 李书记, name: 李书记, role: leader, source: ${s} }
  - { key: 调查队, name: 调查队, role: survey, source: ${s} }
  - { key: 领导组, name: 领导组, role: authority, source: ${s} }
  - { key: 市委, name: 市委, role: authority, source: ${s} }
`

const number = (label: string, more = '') => `{ type: number, min: "0"${more}, label: ${label}, by: 办, source: ${s} }`
const events = (label: string, more = '') =>
  `{ type: events, label: ${label}, by: 办, fields: { points: { type: number, min: "0" }, ground: { type: text }${more} }, source: ${s} }`
const rule = (label: string, value: string) => `{ label: ${label}, source: ${s}, value: ${value} }`
const pointsOf = (over: string, where = '') => `{ op: perEvent, over: ${over}, points: { field: points }${where} }`

/** A department: points of its indicators less what was found on each, + process + leaders + bonus − findings outside − deductions. A town: party work as a percentage. */
const scoring = `inputs:
  process: ${number('过程得分', ', max: "100"')}
  party.raw: ${number('党建得分')}
  party.full: ${number('党建满分')}
  public: ${number('公众评议', ', max: "100"')}
  leaders: { type: numbers, min: "0", max: "100", label: 领导评价, by: 领导, source: ${s} }
  peers: { type: numbers, min: "0", max: "100", label: 部门评价, by: 部门, source: ${s} }
  verification: ${events('核验扣分', ', indicator: { type: indicator, optional: "true" }, falsified: { type: flag, optional: "true" }')}
  bonus: ${events('加分')}
  deductions: ${events('减分')}
  missedKeyTasks: ${number('未完成重点任务', ', whole: "true"')}
  unfinished: { type: flag, label: 有未完成任务, by: 办, source: ${s} }
indicatorFields:
  full: { type: number, min: "0", label: 分值, by: 办, source: ${s} }
  result: { type: number, min: "0", max: full, label: 得分, by: 办, source: ${s} }
totals: { departments: department-total, towns: town-total }
rules:
  found: ${rule('该项扣分', pointsOf('verification', ', where: [{ field: indicator, test: item }]'))}
  outside: ${rule('指标以外扣分', pointsOf('verification', ', where: [{ field: indicator, test: absent }]'))}
  item: ${rule('指标得分', '{ op: atLeast, of: { op: difference, from: { op: item, field: result }, less: [{ rule: found }], notApplicable: skip }, limit: "0" }')}
  results: ${rule('结果得分', '{ op: each, over: indicators, value: { rule: item }, then: sum, notApplicable: skip }')}
  leading: ${rule('领导评价', '{ op: mean, over: leaders, notApplicable: skip }')}
  gained: ${rule('加分', pointsOf('bonus'))}
  lost: ${rule('减分', pointsOf('deductions'))}
  department-total:
    label: 总成绩
    source: ${s}
    value:
      op: difference
      from: { op: sum, of: [{ rule: results }, { op: input, name: process }, { rule: leading }, { rule: gained }], notApplicable: pass }
      less: [{ rule: outside }, { rule: lost }]
      notApplicable: skip
  town-total: ${rule('总成绩', '{ op: ratio, of: { op: input, name: party.raw }, full: { op: input, name: party.full }, scale: "100" }')}
exceptions:
  - key: falsified
    label: 弄虚作假
    target: item
    when: { op: compare, left: { op: perEvent, over: verification, points: { each: "1" }, where: [{ field: indicator, test: item }, { field: falsified, test: equals, to: "true" }] }, is: above, right: "0" }
    value: "0"
    source: ${s}
published: { places: "2", mode: halfUp, source: ${s} }
`

const grades = `ranking:
  classes: [departments, towns]
  ties: { share: "true", source: ${s} }
  last: { minimumClass: "2", source: ${s} }
  source: ${s}
`

type Fields = Record<string, string>
const step = (key: string, kind: string, fields: Fields): string =>
  `  - { key: ${key}, kind: ${kind}, source: ${s}, ${Object.entries({ name: key, actor: 'units', late: 'escalate', ...fields })
    .map(([name, value]) => `${name}: ${value}`)
    .join(', ')} }`
const departments = { classes: '[departments]' }
const towns = { classes: '[towns]' }
const next = { opens: '{ workingDays: "1", after: settled }', due: '{ workingDays: "1", after: opened }' }

const plan = `steps:
${[
  step('declaration', 'declaration', { ...departments, opens: '2017-03-27', due: '2017-04-07', reminders: '["3", "1"]' }),
  step('town-declaration', 'declaration', { ...towns, actor: 'body:牵头办', opens: '2017-03-27', due: '2017-04-07' }),
  step('review', 'review', {
    ...departments,
    of: 'declaration',
    freshWindow: '"3"',
    after: '[declaration]',
    opens: '2017-04-10',
    due: '2017-04-14',
    actor: 'office',
  }),
  step('town-review', 'review', {
    ...towns,
    of: 'town-declaration',
    freshWindow: '"3"',
    after: '[town-declaration]',
    opens: '2017-04-10',
    due: '2017-04-14',
    actor: 'office',
  }),
  step('approval', 'approval', {
    chain: '[领导组, 市委]',
    after: '[review, town-review]',
    opens: '2017-04-20',
    due: '{ workingDays: "3", after: opened }',
    actor: 'body:领导组',
  }),
  step('task-book', 'taskBook', { ...departments, of: 'declaration', after: '[approval]', ...next, actor: 'nobody' }),
  step('town-task-book', 'taskBook', { ...towns, of: 'town-declaration', after: '[approval]', ...next, actor: 'nobody' }),
  step('adjustment', 'adjustment', { ...departments, after: '[task-book]', late: 'lapse', opens: '2017-05-02', due: '2017-12-29' }),
  step('self-check', 'selfCheck', {
    ...departments,
    after: '[task-book]',
    late: 'lapse',
    opens: '2017-05-02',
    due: '2017-05-05',
    reminders: '["1"]',
  }),
  step('spot-check', 'spotCheck', {
    sample: '"1"',
    ...departments,
    after: '[task-book]',
    opens: '2017-07-10',
    due: '2017-07-21',
    actor: 'office',
  }),
  step('report', 'report', { ...departments, after: '[task-book]', late: 'lapse', opens: '2017-12-01', due: '2017-12-08' }),
  step('process', 'assessment', {
    ...departments,
    input: 'process',
    after: '[report]',
    opens: '2017-12-11',
    due: '2017-12-15',
    actor: 'office',
  }),
  step('assessment', 'assessment', {
    ...departments,
    input: 'result',
    after: '[report]',
    opens: '2017-12-11',
    due: '2017-12-15',
    actor: 'assessors',
  }),
  step('verification', 'verification', {
    ...departments,
    of: 'assessment',
    input: 'verification',
    after: '[assessment]',
    opens: '2017-12-18',
    due: '2017-12-22',
    actor: 'office',
  }),
  step('deliberation', 'deliberation', {
    participants: '"3"',
    ...departments,
    of: 'assessment',
    input: 'result',
    after: '[verification]',
    opens: '2017-12-25',
    due: '2017-12-27',
    actor: 'office',
  }),
  step('leader-evaluation', 'evaluation', {
    ...departments,
    raters: 'leader',
    input: 'leaders',
    late: 'lapse',
    opens: '2017-12-11',
    due: '2017-12-15',
    actor: 'raters',
  }),
  step('peer-evaluation', 'evaluation', {
    ...departments,
    raters: '"class:departments,towns"',
    input: 'peers',
    late: 'lapse',
    opens: '2017-12-11',
    due: '2017-12-15',
    actor: 'raters',
  }),
  step('public-results', 'results', { ...departments, input: 'public', opens: '2017-12-11', due: '2017-12-15', actor: 'body:调查队' }),
  step('party-results', 'results', { ...towns, input: 'party', opens: '2017-12-11', due: '2017-12-15', actor: 'body:牵头办' }),
  step('additions', 'additions', {
    ...departments,
    bonus: 'bonus',
    deductions: 'deductions',
    late: 'lapse',
    opens: '2017-12-11',
    due: '2017-12-15',
  }),
  step('computation', 'computation', {
    after: '[process, deliberation, leader-evaluation, peer-evaluation, public-results, party-results, additions]',
    opens: '2018-01-02',
    due: '2018-01-03',
    actor: 'nobody',
  }),
  step('feedback', 'feedback', {
    assumes: '[way]',
    appealWindow: '"2"',
    answerWindow: '"3"',
    after: '[computation]',
    opens: '2018-02-09',
    due: '2018-02-12',
  }),
  step('appeals', 'appeals', { of: 'feedback', after: '[computation]', opens: '2018-02-09', due: '2018-02-26' }),
  step('final', 'computation', { after: '[feedback, appeals]', ...next, actor: 'nobody' }),
  step('publication', 'publication', { after: '[final]', ...next, actor: 'office' }),
  step('rectification', 'rectification', {
    after: '[publication]',
    opens: '{ workingDays: "1", after: settled }',
    due: '{ workingDays: "20", after: opened }',
  }),
].join('\n')}
`

export const smallPackFiles: Record<string, string> = {
  'pack.yaml':
    'key: small\nversion: "1"\nprevious: null\nname: 小规则\nyear: "2017"\ndocument: 小字1号\nissued: 2017-01-03\njurisdiction: 某市\n',
  'source.txt': '第一条 得分按下列办法计算。',
  'roster.yaml': roster,
  'indicators.yaml': 'units: {}\n',
  'assumptions.yaml': `- { key: way, article: 一, question: 如何计算, options: [{ key: one, text: 一 }], choice: one, reason: 因, answers: [appeal-window], decided: null }\n`,
  'scoring.yaml': scoring,
  'grades.yaml': grades,
  'plan.yaml': plan,
}
