import { storeScores } from '../../../records/score.ts'
import { checker, smallPack, type Year } from './year.ts'

const s = '{ article: 一, quote: 得分按下列办法计算 }'
type Rules = { adjusted?: string; withdrawn?: string; merged?: string; events?: string; total?: string; plan?: string }

/** Adds rules for a year that changes on the way: units that are merged or split, indicators that are adjusted or withdrawn. */
export const changing =
  ({ adjusted = 'daysWeighted', withdrawn = 'remaining', merged = 'daysWeighted', events = 'carried', total, plan }: Rules = {}) =>
  (files: Record<string, string>): void => {
    const whole = total === undefined ? '' : `total: { full: "${total}", source: ${s} }\n`
    files['indicators.yaml'] =
      `changes: { adjusted: { rule: ${adjusted}, source: ${s} }, withdrawn: { rule: ${withdrawn}, source: ${s} } }\n${whole}units: {}\n`
    const rule = `{ rule: ${merged}, events: ${events}, source: ${s} }`
    if (plan !== undefined) files['plan.yaml'] = plan
    files['roster.yaml'] += `reorganisation: { merged: ${rule}, split: ${rule} }\n`
  }

/** The small pack with these rules. */
export const changingPack = (rules: Rules = {}) => smallPack(changing(rules))

/** What was scored before 甲局 and 乙局 were merged: 甲局 process 90, 乙局 process 80, and three indicators. */
export const scoredBefore = (year: Year) =>
  year.inChange(
    (open) =>
      storeScores(open, [
        { unit: '甲局', input: 'process', value: '90' },
        { unit: '乙局', input: 'process', value: '80' },
        { unit: '甲局', input: 'result', item: '1', value: '18', ground: '一件逾期' },
        { unit: '甲局', input: 'result', item: '2', value: '10' },
        { unit: '乙局', input: 'result', item: '1', value: '10' },
      ]),
    checker,
  )
