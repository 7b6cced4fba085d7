import type { NoticeKind, Verb } from './digest.ts'

/** The Chinese that people read in mails and calendar entries. Nothing else in `notices/` holds any. */
export const words = {
  subject: (cycle: string, counts: string, day: string) => `【年考】${cycle}：${counts}（${day}）`,
  count: (group: string, n: number) => `${group}${n}项`,
  countsBetween: '、',
  greeting: (name: string) => `${name}：`,
  opening: (cycle: string, day: string, n: number) => `以下是${day}“${cycle}”中与您有关的事项，共${n}项。`,
  heading: (group: string, n: number) => `${group}（${n}项）`,
  number: (n: number) => `${n}. `,
  mark: (kind: string, title: string) => `【${kind}】${title}`,
  label: (label: string, value: string) => `${label}：${value}`,
  cut: '……（全文请在系统中查看）',
  open: '打开系统查看',
  commandIn: (sentence: string, command: string) => `${sentence}命令：${command}`,
  linkIn: (page: string) => `网页：${page}`,
  footer: [
    '本邮件由年考系统自动发出，每人每个工作日至多一封，请勿直接回复。',
    '所有时间均为北京时间；邮件所附 .ics 文件可导入日历，期限变动后以最近一次为准。',
  ],
  eventSummary: (title: string) => `截止：${title}`,
  eventAlarm: (title: string, due: string) => `${title}将于${due}截止`,
  eventFile: (day: string, title: string) => `${day}-${title}.ics`,
} as const

/** Names of the groups of a digest, in the order of reading. */
export const groupWords = { late: '已逾期', due: '即将到期', new: '新任务与变动', decided: '结果与告知' } as const

/** What stands before each title. */
export const kindWords: Record<NoticeKind, string> = {
  opened: '新任务',
  due: '待办',
  late: '逾期',
  returned: '退回',
  moved: '期限变更',
  assigned: '转办',
  incident: '异常',
  decided: '审定',
  feedback: '反馈单',
  appeal: '复核申请',
  lapsed: '失效',
  published: '公布',
  slip: '督办',
  informed: '知会',
  asked: '收集材料',
  paused: '暂停',
  resumed: '恢复',
}

/** Labels of the facts of an item. */
export const factWords = { unit: '单位', due: '截止时间', was: '原定截止时间', why: '期限依据', detail: '说明' } as const

/** What can be done, one sentence for each command. */
export const verbWords: Record<Verb, string> = {
  submit: '请提交。',
  decide: '请审定。',
  acknowledge: '请签收。',
  appeal: '如有异议，可提出复核申请。',
  resolve: '请答复复核申请。',
  publish: '请公布。',
  answer: '请答复措施和办结的日期。',
  look: '可查看办理情况。',
}

/** What is wrong with the mail settings, for the person who starts the system. */
export const settingWords = {
  url: (found: string) => `SMTP_URL 应写作 smtp://主机:端口 或 smtps://主机:端口（可带 用户名:密码@），实为 \`${found}\``,
  query: (found: string) => `SMTP_URL 不接受参数 \`${found}\`：加密要求用 tls 设定，证书用 ca 设定`,
  password: '通过未必加密的连接发送密码不安全：请用 smtps://，或将 tls 设为 required',
  from: (found: string) => `发件人地址应为一个普通邮箱地址（如 kaoping@example.gov.cn），实为 \`${found}\``,
  closed: '邮件发送已关闭，不再接受新的邮件',
} as const
