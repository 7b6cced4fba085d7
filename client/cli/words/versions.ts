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
} as const satisfies Record<string, VerbWords>

export const VERSION_ARGUMENTS = {
  newPack: '新版本的规则包（pack.yaml 的 previous 写明现行版本的摘要）；省略则用 --set 在现行版本上改',
  amendment: '第几次修订',
  outcome: '决定：approve 同意，refuse 不同意（须写 --reason）',
} as const

export const VERSION_OPTIONS = {
  set: '改动，路径=取值，可多个，写法同 whatif；如 plan.<环节>.due=2017-11-24、scoring.published.places=1',
  preview: '只看影响，不提出',
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
