import { smallPack } from './year.ts'

const s = '{ article: 一, quote: 得分按下列办法计算 }'

/** What the steps of proceedings say beside key, kind and source. */
const STEPS = [
  `key: consultation, kind: consultation, name: 征求意见, actor: office, of: declaration, consulted: [units, assessors], classes: [departments], answerDays: "3", late: lapse, opens: 2017-04-10, due: 2017-04-12`,
  `key: conference, kind: meeting, name: 联席会, actor: office, convener: 领导组, members: [乙局办, 牵头办, 调查队, 市委], agenda: [{ key: rules, label: 审议细则 }], quorum: { share: "0.5", source: ${s} }, late: escalate, opens: 2017-04-10, due: 2017-04-14`,
  `key: rules, kind: filing, name: 细则, actor: assessors, asks: [{ key: scoring, label: 扣分办法 }], approver: 领导组, late: escalate, opens: 2017-04-10, due: 2017-04-14`,
  `key: analysis, kind: filing, name: 分析, actor: units, classes: [departments], late: lapse, opens: 2017-04-10, due: 2017-04-14`,
  `key: book-receipt, kind: bookReceipt, name: 任务书签收, actor: units, of: task-book, late: escalate, opens: 2017-05-02, due: 2017-05-04`,
  `key: advice, kind: advice, name: 意见反馈, actor: office, of: assessment, classes: [departments], late: escalate, opens: 2017-12-18, due: 2017-12-22`,
]

/** The small pack with a step of each kind of proceedings, numbered task books, and a gate that wants to know meeting and document. */
export const proceedingsPack = () =>
  smallPack((files) => {
    const plan = (files['plan.yaml'] ?? '')
      .replace('chain: [领导组, 市委]', 'chain: [领导组, 市委], asks: [meeting, document]')
      .replace('key: task-book, kind: taskBook,', `key: task-book, kind: taskBook, number: { format: "办〔2017〕{n} 号", source: ${s} },`)
      .replace('appealWindow: "2"', `appealWindow: "2", lateAppeal: { by: 领导组, source: ${s} }`)
    files['plan.yaml'] = `${plan}${STEPS.map((step) => `  - { ${step}, source: ${s} }\n`).join('')}`
  })
