import type { Moment } from '../../../scoring/index.ts'
import type { VerbWords } from '../words.ts'

export const VERSION_VERBS = {
  amend: {
    zh: '提出修订：本周期改用规则包的新版本（须另一岗位决定）；--preview 只看影响',
    en: 'Propose another version of the pack for a running cycle, or preview its effects.',
  },
  decideAmendment: { zh: '决定一次修订：approve 同意即生效，refuse 不同意', en: 'Decide a proposed amendment.' },
  amendments: {
    zh: '本周期办法的各个版本：由哪个文件修订、谁决定、各次计算用哪一版',
    en: 'The versions of the rules that a cycle has gone by.',
  },
  circular: {
    zh: '通报：按类别、名次、等次列出已公布的成绩，通报到什么范围由办法定；公布之前为草稿',
    en: 'Print the circular with the final lists.',
  },
  archive: {
    zh: '归档：结束周期（此后只读），把全年档案写入文件夹；已结束的可再写一份，逐字节相同',
    en: 'Close a year and write its dossier to a folder.',
  },
  dossier: { zh: '全年档案', en: 'Dossiers of closed years.' },
  archiveVerify: {
    zh: '核对一份全年档案：清单、日志链、办法摘要，逐行复验计分依据（不需要服务器）',
    en: 'Verify a dossier without a server.',
  },
  roll: {
    zh: '转入下年：按新的规则包开启周期，带入上年等次、上年结束后的表彰、未了的整改和岗位；--preview 只看',
    en: 'Open the next year and take over what the last one hands on.',
  },
  carried: { zh: '本周期由上年转入的各项，来源和成为哪一行', en: 'What a cycle took over from the year before.' },
} as const satisfies Record<string, VerbWords>

export const VERSION_ARGUMENTS = {
  newPack: '新版本的规则包（pack.yaml 的 previous 写明现行版本的摘要）；省略则用 --set 在现行版本上改',
  amendment: '第几次修订',
  newFolder: '写入的文件夹，应为新的或空的',
  folder: '全年档案的文件夹',
  oldCycle: '上年的周期（已公布）',
  outcome: '决定：approve 同意，refuse 不同意（须写 --reason）',
} as const

export const VERSION_OPTIONS = {
  set: '改动，路径=取值，可多个，写法同 whatif；如 plan.<环节>.due=2017-11-24、scoring.published.places=1',
  preview: '只看影响，不提出',
  manifest: '另行记下的总校验值',
  version: '第几次计算的成绩；省略则为最近一次',
} as const

/** How an amendment is told. */
export const AMENDMENT = {
  heads: (from: string, to: string): string => `【修订】第 ${from} 版 → 第 ${to} 版`,
  changes: (count: number): string => `【办法的改动】共 ${count} 处`,
  columns: ['文件', '路径', '依据', '改前', '改后'],
  most: 40,
  steps: '【环节】',
  noSteps: '环节没有变化。',
  stepColumns: ['变动', '环节', '名称', '改前', '改后'],
  moves: { added: '新增', cancelled: '取消', changed: '改动', kept: '照旧（已开始）' },
  effects: '【在案事实的成绩】',
  unread: (label: string, input: string, facts: number): string =>
    `【提醒】在案的“${label}”（${input}）${facts} 项，新版本不再读取；仍留在案。`,
  warning: (text: string): string => `【提醒】${text}`,
  faults: '【不合】因此不能采用：',
  proposed: (n: number, cycle: string): string =>
    `已提出第 ${n} 次修订，待另一岗位决定：cycle decide-amendment ${cycle} ${n} approve|refuse`,
  approved: (n: number, hash: string): string => `第 ${n} 次修订已生效，现行版本 ${hash.slice(0, 12)}。`,
  refused: (n: number): string => `第 ${n} 次修订未获同意，办法不变。`,
  moment: (moment: Moment): string =>
    typeof moment === 'string' ? moment : `${moment.after === 'settled' ? '前置办结' : '开始'}后第 ${moment.workingDays} 个工作日`,
  opened: (pack: string): string => `开启时的办法 ${pack.slice(0, 12)}。`,
  none: '没有修订。',
  listColumns: ['次', '文件', '提出', '决定', '决定的岗位', '版本摘要', '理由'],
  waiting: '待决定',
  outcomes: { approve: '同意', refuse: '不同意' },
  computations: '【各次计算所用的办法】',
  computationColumns: ['次', '环节', '时间', '版本摘要', '结果校验值'],
} as const

/** How a dossier is told. */
export const ARCHIVE = {
  written: ({ folder, files, manifest, head }: { folder: string; files: number; manifest: string; head: string | null }): string =>
    `全年档案已写入 ${folder}：${files} 个文件。总校验值 ${manifest}，日志末尾校验值 ${head ?? '无'}；请另行记下，用 archive verify ${folder} --manifest ${manifest} 核对。`,
  holds: ({ files, entries, traces, manifest }: { files: number; entries: number; traces: number; manifest: string }): string =>
    `档案完整：${files} 个文件与清单相符，日志 ${entries} 条相接，计分依据 ${traces} 份逐行复验相符。总校验值 ${manifest}。`,
  fails: (count: number): string => `档案有 ${count} 处不符：`,
} as const

/** How what a year takes over is told. */
export const ROLL = {
  kinds: { grade: '上年等次', award: '上年结束后的表彰', rectification: '整改事项', post: '岗位', absent: '未转入' },
  columns: ['类别', '单位', '内容', '上年的记录'],
  carriedColumns: ['类别', '单位', '内容', '来源', '成为', '由谁何时'],
  nothing: '没有可转入的。',
  opened: (cycle: string, from: string, fresh: boolean): string =>
    fresh ? `周期 ${cycle} 已开启，由 ${from} 转入：` : `周期 ${cycle} 早已由 ${from} 转入：`,
} as const
