import type { VerbWords } from '../words.ts'

/** What the verbs on posts and on stuck work do. */
export const VERBS = {
  postVacate: {
    zh: '岗位空缺：未办任务按规则包由指定的代行者办理，没有的列为异常',
    en: 'A post falls vacant: its open tasks go to the declared substitute.',
  },
  postFill: { zh: '补任空缺的岗位，接办其未办任务', en: 'A vacant post is held again, and takes its open tasks.' },
  postHistory: { zh: '一个岗位历来由谁担任，凭什么文件', en: 'Who has held a post, since when, by which document.' },
} as const satisfies Record<string, VerbWords>

export const OPTIONS = {
  phone: '电话',
  noPhone: '撤销电话',
  officePost: '以考核办的哪个岗位办理',
  document: '文件依据（文号）',
} as const

/** The changes of who holds a post. */
export const CHANGES = { registered: '登记', vacated: '空缺', filled: '补任' } as const

export const STATUS = { incidents: '【异常】' } as const

export const POST = {
  columns: ['变动', '姓名', '邮箱', '电话', '时间', '文件', '理由', '经办'],
  none: '该岗位还没有登记过担任人。',
  vacant: (since: string) => `空缺（自 ${since}）`,
  vacated: (post: string, moved: number, incidents: number) =>
    `岗位 ${post} 空缺。${moved} 项未办任务已转由指定的代行者办理${incidents > 0 ? `；另有 ${incidents} 起异常，无人可办，见 cycle status` : ''}。`,
  filled: (post: string, name: string, taken: number) => `岗位 ${post} 由 ${name} 担任，接办 ${taken} 项未办任务。`,
} as const
