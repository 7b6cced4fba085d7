/** States as people read them. */
export const STATES: Record<string, string> = {
  planned: '未到',
  scheduled: '待开始',
  open: '进行中',
  settled: '已办结',
  done: '已办',
  lapsed: '逾期失效',
  bypassed: '越过',
  bypass: '越过',
  cancelled: '已取消',
  published: '已公布',
  closed: '已结束',
  live: '正式',
  rehearsal: '推演',
  window: '可申请',
  filed: '复核中',
  waived: '放弃',
  granted: '准予',
  refused: '不予支持',
  gathering: '待汇总',
  kept: '留存',
  waiting: '待发',
  sending: '发送中',
  sent: '已发',
  unknown: '结果不明',
  failed: '发送失败',
  submit: '报送',
  decide: '决定',
  acknowledge: '签收',
  resolve: '答复',
  publish: '公布',
  determined: '已确定',
  undetermined: '未确定',
  notApplicable: '不计分',
}

/** A state in Chinese, or as it is when there is no word for it. */
export const stateWord = (state: string): string => STATES[state] ?? state

/** The fields in which two computations can differ. */
export const FIELDS: Record<string, string> = {
  state: '状态',
  total: '总成绩',
  published: '公布成绩',
  rank: '名次',
  last: '末位',
  grade: '等次',
  consequences: '结果运用',
}
