import type { VerbWords } from '../words.ts'

/** What the verbs of supervision do. */
export const SUPERVISION_VERBS = {
  cycleLights: { zh: '各单位逐月的灯：绿为按时，红为逾期未办，黄为逾期后补上，当月不再转绿', en: 'Lights of each unit by month.' },
} as const satisfies Record<string, VerbWords>

export const SUPERVISION_OPTIONS = {
  month: '只列这个月，写作 YYYY-MM',
  unitOnly: '只列这个单位',
} as const

/** What the lights say. */
export const LIGHTS = {
  unit: '单位',
  words: { green: '绿', yellow: '黄', red: '红', unlit: '未亮' } as Record<string, string>,
  none: '还没有亮灯。',
  notMonth: (found: string): string => `--month 应为一个月份，写作 YYYY-MM，实为 \`${found}\`。`,
  task: (title: string, due: string, done: string | null): string => `${title}，期限 ${due}，${done === null ? '未办' : done}`,
  counts: ({ green, yellow, red, unlit }: { green: number; yellow: number; red: number; unlit: number }): string =>
    `绿灯 ${green}，黄灯 ${yellow}，红灯 ${red}，未亮 ${unlit}（每单位每月一盏）。`,
}
