import type { Incident } from '../rehearsal/incidents/index.ts'

/** The Chinese of the rehearsal's page. */
export const words = {
  title: (name: string) => `推演报告：${name}`,
  notOfficial: '推演稿：单位所报内容由种子虚构，不是正式考评结果。',
  madeUp: '（虚构）',
  nothing: '无',
  open: '未定',
  facts: { document: '依据', cycle: '周期', seed: '种子', hash: '结果校验值', seconds: '用时', pack: '规则包' },
  seconds: (seconds: number) => `${seconds} 秒`,
  repeat: (pack: string, seed: string) => `同一规则包、同一种子再推演一次，结果校验值应当相同：niankao rehearse ${pack} --seed ${seed}`,
  contents: '目录',
  counts: {
    units: '单位',
    steps: '环节',
    inTime: '按时办结的任务',
    late: '逾期办结',
    lapsed: '逾期失效',
    notices: '通知',
    digests: '合并后的通知份数',
  },
  sections: {
    results: '一、成绩、名次和结果运用',
    appeals: '二、复核及其影响',
    course: '三、全年进程',
    interferences: '四、计划以外的事',
    load: '五、谁忙谁闲',
    letters: '六、全部通知',
  },
  ranking: { rank: '名次', unit: '单位', published: '公布成绩', grade: '等次', consequences: '结果运用', prizes: '奖项：' },
  unranked: '不排名次',
  appeals: { unit: '单位', state: '结果', due: '申请期限（北京时间）', before: '复核前', after: '复核后', why: '期限怎样得出' },
  changed: '复核后重新计算，变化如下：',
  change: { unit: '单位', field: '项目', before: '前', after: '后' },
  unchanged: (count: number) => `其余 ${count} 个单位的成绩、名次和计分依据逐项相同。`,
  course: { step: '环节', opens: '开始', due: '期限', settled: '办结', inTime: '按时', late: '逾期', lapsed: '失效' },
  chart: (from: string, to: string) => `各环节的起止，${from} 至 ${to}`,
  interference: { at: '时间（北京）', kind: '事项', done: '系统记录' },
  noEntry: '日志没有因此多出一笔',
  loadIntro:
    '每格是自该日（周一）起一周内办结（含失效）的任务数，没有任务办结的周不列。“最多”是同一时刻摆在案头的任务数；整类单位合并计数。',
  load: { office: '谁', tasks: '任务', late: '逾期', lapsed: '失效', peak: '最多' },
  units: (name: string, units: number) => `${name}（${units} 个单位）`,
  peak: (open: number, on: string) => `${open} 项（${on}）`,
  idle: (names: string) => `全年没有任务的：${names}。`,
  busiest: (week: string, tasks: number) => `最忙的一周自 ${week} 起，共办结 ${tasks} 项。`,
  lettersIntro: (notices: number, digests: number) => `共 ${notices} 条，合为 ${digests} 份，每人每个工作日至多一份。`,
  letters: { day: '日期', kind: '种类', title: '事项', due: '期限', detail: '说明' },
  receiver: (post: string, count: number) => `${post}（${count} 条）`,
  was: (was: string, now: string) => `${was} → ${now}`,
} as const

/** What an incident is called. */
export const incidentWords: Record<Incident['kind'], string> = {
  amend: '年度中间修订办法',
  outage: '工作进程停机后重启',
  reschedule: '环节改期',
  extension: '凭文件延期',
  pause: '周期暂停、恢复',
  lateReturn: '到期以后退回',
}
