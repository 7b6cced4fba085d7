import type { VerbWords } from '../words.ts'

/** What the verbs on posts and on stuck work do. */
export const VERBS = {
  postVacate: {
    zh: '岗位空缺：未办任务按规则包由指定的代行者办理，没有的列为异常',
    en: 'A post falls vacant: its open tasks go to the declared substitute.',
  },
  postFill: { zh: '补任空缺的岗位，接办其未办任务', en: 'A vacant post is held again, and takes its open tasks.' },
  postDelegate: { zh: '委托：一个岗位在一段日子里由另一岗位代办（--end 提前结束）', en: 'A post acts for another for some days.' },
  taskReassign: { zh: '改派：把任务（或某单位、机构的全部未办任务）交给另一机构或岗位', en: 'Give open tasks to somebody else.' },
  taskBypass: {
    zh: '越过：无人能办的任务不再等待，记为越过，不是批准；涉及得分或决定的由第二人确认',
    en: 'Pass over a task: neither done nor approved.',
  },
  taskSubstituteScore: {
    zh: '代评：考核办凭文件代为评分，由第二人确认',
    en: 'The office scores in place of somebody, confirmed by a second post.',
  },
  taskHistory: { zh: '一件事的经过：历次决定、转手的理由，依次列出', en: 'Every decision and reason of a matter, in order.' },
  postHistory: { zh: '一个岗位历来由谁担任，凭什么文件', en: 'Who has held a post, since when, by which document.' },
} as const satisfies Record<string, VerbWords>

export const OPTIONS = {
  phone: '电话',
  noPhone: '撤销电话',
  to: '由哪个岗位代办',
  from: '起日 YYYY-MM-DD（不早于现在）',
  until: '止日 YYYY-MM-DD，含当日',
  scope: '哪些任务：open 已开的，future 以后的，both 都包括',
  end: '结束进行中的委托',
  preview: '只说明会怎样，不办理',
  confirm: '以另一岗位确认已提出的',
  of: '全部未办任务所属的单位、机构或岗位',
  reassignTo: '改由哪个机构或岗位办理',
  officePost: '以考核办的哪个岗位办理',
  document: '文件依据（文号）',
} as const

/** The changes of who holds a post. */
export const CHANGES = { registered: '登记', vacated: '空缺', filled: '补任' } as const

export const STATUS = { incidents: '【异常】' } as const

/** Outcomes of decisions and repairs as people read them: passed over is not approved. */
export const CHANGES_OF_TASK: Record<string, string> = {
  accept: '通过',
  approve: '同意',
  return: '退回',
  refuse: '不同意',
  granted: '准予复核',
  refused: '不予支持',
  bypass: '越过',
  substituteScore: '代评',
}

export const REPAIR = {
  columns: ['时间', '事项', { name: '理由', width: 40 }, '文件', '经办', '任务'],
  none: '还没有决定、转手或处理。',
  moved: (id: string, title: string, was: string, becomes: string, told: string) =>
    `任务 ${id}（${title}）：${was} → ${becomes}，通知 ${told}`,
  prepared: (id: string, title: string) => `任务 ${id}（${title}）：已提出，待考核办另一岗位确认（--confirm）。`,
  done: (id: string, title: string) => `任务 ${id}（${title}）：已办理。`,
  opened: (title: string) => `随之开出：${title}`,
  end: (preview: boolean) => (preview ? '以上为预览，没有办理。' : '已办理。'),
} as const

export const POST = {
  columns: ['变动', '姓名', '邮箱', '电话', '时间', '文件', '理由', '经办'],
  none: '该岗位还没有登记过担任人。',
  vacant: (since: string) => `空缺（自 ${since}）`,
  vacated: (post: string, moved: number, incidents: number) =>
    `岗位 ${post} 空缺。${moved} 项未办任务已转由指定的代行者办理${incidents > 0 ? `；另有 ${incidents} 起异常，无人可办，见 cycle status` : ''}。`,
  scopes: { open: '已开的任务', future: '以后的任务', both: '已开的和以后的任务' },
  delegated: (post: string, to: string, scope: string, until: string) => `岗位 ${post} 委托 ${to} 代办${scope}，至 ${until}。`,
  ended: (post: string, to: string) => `岗位 ${post} 对 ${to} 的委托已结束，以后由 ${post} 自己办理。`,
  filled: (post: string, name: string, taken: number) => `岗位 ${post} 由 ${name} 担任，接办 ${taken} 项未办任务。`,
} as const
