/** What a verb does, in both languages. */
export type VerbWords = { zh: string; en: string }

export const PROGRAM = {
  zh: '年考：政府绩效年度考评',
  en: 'Annual performance assessment of government units.',
  statuses: `退出状态：0 完成；1 未予办理（原因写在标准错误，--json 时为标准输出的 error）；2 用法不对；130 被中断。
环境变量：DATABASE_URL、TEMPORAL_ADDRESS、SMTP_URL、SMTP_FROM、HTTP_PORT、HTTP_HOST、NIANKAO_HOME、LOG_LEVEL；都不设置即用自带的数据库和 Temporal。`,
}

/** The headings of commander's help. */
export const HELP: Record<string, string> = { 'Usage:': '用法：', 'Arguments:': '参数：', 'Options:': '选项：', 'Commands:': '命令：' }

export const VERBS = {
  rehearse: { zh: '推演一个规则包的全年，得出排名、复核和统计', en: 'Rehearse a whole year of a pack.' },
  score: { zh: '按事实文件计分、排名（不需要服务器）', en: 'Score a facts file.' },
  explain: {
    zh: '说明一个单位的得分、名次、等次和结果运用怎样得出，每一步注明条款；周期的结果直至何人录入（按事实文件说明时不需要服务器）',
    en: "Explain a unit's result step by step, down to the facts.",
  },
  verify: { zh: '不经计分程序，逐行复验计分依据（不需要服务器）', en: 'Re-check a trace line by line.' },
  lint: { zh: '检查规则包，并核对其算例（不需要服务器）', en: 'Check a pack and its worked examples.' },
  questions: {
    zh: '未决事项登记：原文没有说清的事、选定的办法、由谁决定（不需要服务器）',
    en: 'What the regulation leaves open, what was chosen, and who decided it.',
  },
  schema: { zh: '规则包各文件的 JSON Schema，供编辑器提示和检查（不需要服务器）', en: 'JSON Schemas of the files of a pack, for editors.' },
  export: { zh: '把事实文件写成 Excel 工作簿（不需要服务器）', en: 'Write a facts file as an Excel workbook.' },
  import: {
    zh: '把 Excel 工作簿读成事实文件，有错即不写入（不需要服务器）',
    en: 'Read an Excel workbook into a facts file, all or nothing.',
  },
  template: {
    zh: '生成一份空白的（或用于试算、内容虚构的）事实文件（不需要服务器）',
    en: 'Print an empty facts file, or one of made-up facts.',
  },
  whatif: {
    zh: '假如改动规则、约定或事实，哪些单位的成绩、名次、等次和结果运用会变（不需要服务器）',
    en: 'What would change with another weight, quota, assumption or fact.',
  },
  margins: {
    zh: '离界线最近的单位，以及单独变动哪一项事实会越线（不需要服务器）',
    en: 'Units near a line, and which of their facts would carry them over it.',
  },
  diff: {
    zh: '两个规则包之间改了什么，逐项列出条款、改前和改后（不需要服务器）',
    en: 'What differs between two packs.',
  },
  shadow: {
    zh: '用上一年的事实按今年的办法试算：带得过来的事实、名次的相关、变动的等次和名次（不需要服务器）',
    en: 'Last year’s facts under this year’s rules.',
  },
  workdays: {
    zh: '从某日起第 n 个工作日的期限，逐日说明计与不计的理由（不需要服务器）',
    en: 'The due instant n working days after a date, and why.',
  },
  cycle: { zh: '年度考评周期', en: 'Cycles: one assessed year each.' },
  cycleOpen: { zh: '按规则包开启正式周期（未决事项须已逐项决定）', en: 'Open a live cycle.' },
  cycleRetry: { zh: '更正之后，让停住的环节再试一次', en: 'Have a step that could not go on asked again.' },
  cycleStatus: { zh: '一个周期的各环节、办理数量和正在等谁', en: 'Steps of a cycle, their counts, and who is waited for.' },
  cycleList: { zh: '全部周期', en: 'List cycles.' },
  task: { zh: '任务', en: 'Tasks.' },
  taskList: { zh: '任务清单，默认只列未办结的', en: 'List tasks, by default the open ones.' },
  submit: {
    zh: '报送：办理一项任务，或在窗口期内自行申报（--cycle 与 --step）',
    en: 'Hand in a task, or something of one’s own in a window.',
  },
  decide: { zh: '决定：审核、审批一项任务', en: 'Decide a task.' },
  extend: { zh: '延期：凭文件把指名的任务延至某日', en: 'Extend the named tasks, on the authority of a document.' },
  acknowledge: { zh: '签收考评情况反馈单，复核申请期由此起算', en: 'Acknowledge a feedback form; the appeal window starts.' },
  appeal: { zh: '申请复核', en: 'Appeal against a result.' },
  resolve: { zh: '答复复核', en: 'Answer an appeal.' },
  publish: { zh: '公布考评结果', en: 'Publish the results.' },
  post: { zh: '岗位', en: 'Posts.' },
  postList: { zh: '全部岗位：谁担任，通知发到哪里', en: 'List posts: who holds them, where their mail goes.' },
  postSet: { zh: '登记一个岗位的姓名和邮箱（由考核办办理）', en: 'Register name and mailbox of a post.' },
  log: { zh: '日志', en: 'The log.' },
  logExport: { zh: '导出一个周期的日志，每行一条 JSON', en: 'Export the log of a cycle, a line of JSON for each entry.' },
  logVerify: { zh: '验证日志是否被改动：一个周期，或已导出的文件（不需要服务器）', en: 'Verify the log of a cycle, or an exported file.' },
  notice: { zh: '通知', en: 'Notices.' },
  noticeList: { zh: '已发出或留存的通知，按人按日', en: 'List notices by person and day.' },
} as const satisfies Record<string, VerbWords>

/** The register of open questions. */
export const QUESTIONS = {
  columns: ['事项', '条款', { name: '问题', width: 40 }, { name: '选定', width: 40 }, '决定', '回答的洞'],
  undecided: '未决定',
  decided: ({ by, document, on }: { by: string; document: string; on: string }): string => `${by}，${document}，${on}`,
  sum: (pack: string, all: number, undecided: number, open: number): string =>
    `规则包 ${pack}：登记 ${all} 项，未决定 ${undecided} 项；原文留下而没有登记回答的 ${open} 处。`,
}

export const ARGUMENTS = {
  pack: '规则包：文件夹，或 packs/ 中的名称',
  facts: '事实文件（YAML 或 JSON）',
  schemaFolder: '写入的文件夹，没有即新建；省略则为标准输出',
  workbook: '填好的工作簿（.xlsx），由 export 导出',
  newWorkbook: '写入的工作簿（.xlsx）',
  newFacts: '写入的事实文件，原有的内容整个替换；省略则为标准输出',
  before: '改前的规则包：文件夹，或 packs/ 中的名称',
  after: '改后的规则包：文件夹，或 packs/ 中的名称',
  lastPack: '上一年的规则包：文件夹，或 packs/ 中的名称',
  lastFacts: '上一年的事实文件（YAML 或 JSON）',
  thisPack: '今年的规则包：文件夹，或 packs/ 中的名称',
  unit: '被考评单位',
  explained: '[规则包 事实文件 单位]，或 [周期 单位]',
  trace: '计分依据（JSON），score --trace --json 的输出亦可；- 为标准输入',
  date: '起算日 YYYY-MM-DD，当日不计',
  days: '工作日数',
  cycle: '周期编号',
  post: '岗位，如 市环保局/联络员、office#1',
  task: '任务编号',
  tasks: '任务编号，可多个',
  content: '内容文件（YAML 或 JSON）；- 为标准输入',
  outcome: '决定：审核为 accept、return，审批为 approve、return，申请为 approve、refuse',
  appeal: '[周期 单位 内容文件]，或 [反馈单任务编号 内容文件]',
  log: '周期编号，或已导出的文件',
  file: '写入的文件，省略则为标准输出',
} as const

export const OPTIONS = {
  help: '显示用法',
  helpCommand: '显示一个命令的用法',
  json: '以 JSON 输出',
  as: '以哪个岗位的名义办理',
  seed: '推演的种子：同一种子得出同一结果',
  html: '另把报告写成一个网页文件，供办公室阅读和打印',
  rehearsalCycle: '接着推演这个周期；省略则新开一个',
  trace: '附上计分依据',
  form: '形式：sentences 语句，table 表，tree 从总成绩往下的树',
  watch: '看守文件夹，每次保存后重新检查，Ctrl-C 结束；与 --json 同用时每次一行',
  dryRun: '只说明会有什么变化，不写入',
  sample: '填入虚构的事实，用于试算；同一种子得出同一文件',
  pack: '计分时所用的规则包；省略则按摘要在 packs/ 中查找',
  id: '周期编号；省略则由年份和规则包名称得出',
  opener: '谁开启；省略则为考核办的第一个岗位',
  openSeed: '抽签所用的种子，抽签之前保密；省略则随机',
  cycle: '周期编号',
  step: '环节',
  window: '窗口期环节（不按任务报送时）',
  post: '岗位',
  postOf: '只列这个单位或机构的岗位',
  withoutMail: '只列没有登记邮箱的岗位',
  name: '姓名',
  mail: '邮箱地址',
  noMail: '撤销邮箱：通知留存，不再发送',
  unit: '单位',
  state: '状态',
  limit: '最多列出多少项',
  evidence: '佐证材料文件，可多个',
  reason: '理由',
  document: '文件依据',
  until: '延至哪一天 YYYY-MM-DD（须为工作日）',
  proof: '考核办送达的证明；省略则由单位自己签收',
  set: '改动，路径=取值，可多个；如 scoring.published.places=1、assumptions.<事项>=<选项>、units.<单位>.<输入>=90',
  within: '离线多近才列出（分）',
  head: '另行记下的日志校验值，用以查出末尾是否被删',
  day: '日期 YYYY-MM-DD',
} as const

/** What `lint --watch` says. */
export const LINT = { watching: '每次保存后重新检查，Ctrl-C 结束。', at: (time: string) => `── ${time} ──` } as const

/** What `schema` says. */
export const SCHEMA = { written: (count: number, folder: string) => `已将 ${count} 个 JSON Schema 写入 ${folder}。` } as const

/** What `import` says. */
export const IMPORT = {
  added: '增',
  changed: '改',
  removed: '删',
  parameter: '参数',
  foreign: (file: string) => `已有的 ${file} 应为这个规则包的事实文件，实际不是或有错误，未予替换；请更正、移走，或另指一个文件。`,
  sum: (added: number, changed: number, removed: number) => `增 ${added} 项，改 ${changed} 项，删 ${removed} 项。`,
  end: (written: boolean, file: string | null) => (written ? `已写入 ${file}。` : '未写入。'),
} as const

/** How a result is explained. */
export const EXPLAIN = {
  score: '【得分】',
  place: '【名次、等次和结果运用】',
  columns: ['步骤', '算法', '得数', '条款'],
  constant: '规定的数值',
  assumption: '未决事项',
  repeated: '（见上）',
  unranked: '未排名次',
  rank: (rank: number, size: number, last: boolean): string => `第 ${rank} 名（共 ${size} 个单位）${last ? '，类内末位' : ''}`,
  grade: '等次为',
  consequences: '结果运用：',
  prizes: '奖项：',
  prize: (label: string, rank: number, won: boolean | null): string =>
    `${label}第 ${rank} 名${won === null ? '（是否获奖待定）' : won ? '，获奖' : ''}`,
  none: '无',
  open: '（待定）',
  needsDecision: '（须另行决定）',
  origin: (origin: string): string => `来源 ${origin}`,
  entered: (by: string, at: string): string => `${by} ${at} 录入`,
  opinion: '一位评价人的意见，不公开是谁',
  ground: '理由：',
  document: '依据：',
  doubtful: '录入时标为存疑',
  silent: '评分细则没有规定，送集体讨论',
  byDefault: (policy: string): string => `按默认规则${policy}`,
  replaced: (value: string, by: string, at: string): string => `更正了 ${by} ${at} 录入的 ${value}`,
  evidence: '佐证：',
} as const

/** By whom and what the open assumptions of the demonstration's live cycle are decided: for show, and saying so. */
export const DEMONSTRATION = { by: '演示', document: '演示' } as const

/** What `npm start` says. */
export const START = {
  usage: '用法：npm start，或 npm start -- --once（推演完毕即结束）。',
  begin: '正在启动 PostgreSQL、Temporal、工作进程和 HTTP……',
  rehearsing: (name: string) => `推演《${name}》全年：`,
  live: (cycle: string, decided: number, folder: string) =>
    `正式周期 ${cycle} 已开启，按真实时间运行。其中 ${decided} 项未决事项由名为“${DEMONSTRATION.document}”的文件代为决定（规则包副本在 ${folder}），仅供演示；正式使用前须由主管机构逐项决定。`,
  liveKept: (cycle: string) => `正式周期 ${cycle}（演示）继续运行。`,
  open: (address: string) => `请打开 ${address} （Ctrl-C 停止）`,
  stopping: (signal: string) => `收到 ${signal}，正在停止……`,
  stopped: '已全部停止。',
} as const
