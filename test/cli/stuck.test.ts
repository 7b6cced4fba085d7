import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { at } from '../../calendar/index.ts'
import { vacatePost } from '../../client/verbs/vacate-post.ts'
import type { StuckView } from '../../client/views/shapes/stuck.ts'
import { liaison, office, openYear, putBook, useDatabase } from '../support/small-pack/year.ts'
import { niankao, niankaoJson, root } from './command.ts'

const base = useDatabase()
const env = () => ({ DATABASE_URL: base.url, TEMPORAL_ADDRESS: '127.0.0.1:1' })

/** Runs a command of the list as an office would: pasted into a shell, `npx niankao` being this product. */
async function pasted(command: string): Promise<{ status: number; said: string }> {
  const { PATH = '', HOME = '' } = process.env
  const own = command.replace(/^npx niankao /, `'${process.execPath}' client/cli/main.ts `)
  const run = promisify(execFile)('sh', ['-c', own], { cwd: root, env: { PATH, HOME, ...env() } })
  return run.then(
    ({ stdout }) => ({ status: 0, said: stdout }),
    (error: { code: number; stderr: string }) => ({ status: error.code, said: error.stderr }),
  )
}

test('what does not move is listed with verbs that can be pasted, and the preview of each says what would come of it', async () => {
  const year = await openYear(base, { at: '2017-12-11T00:30:00.000Z' })
  await putBook(year)
  await year.openNow('assessment')
  await year.openNow('public-results')
  for (const post of ['乙局办#1', '乙局办#2']) await vacatePost(year.as(office), { post, document: '乙局人〔2017〕9号', reason: '调离' })
  await year.moveTo(at('2017-12-19', '10:00')) // due on Friday the 15th, two working days ago

  const { json } = await niankaoJson<StuckView>(['cycle', 'stuck', year.cycle, '--as', office], env())
  const tasks = json.items.filter(({ task }) => task !== null)
  expect(tasks.map(({ kind, title, lateDays }) => [kind, title, lateDays])).toEqual([
    ['nobody', 'assessment：甲局', 2],
    ['late', 'assessment：甲局', 2],
    ['late', 'assessment：乙局', 2],
    ['late', 'public-results', 2],
  ])
  const previews = [
    ...new Set(tasks.flatMap(({ verbs }) => verbs.map(({ command }) => command)).filter((each) => each.includes('--preview'))),
  ]
  const some = ['extend', 'task reassign', 'task bypass'].map((name) => previews.find((each) => each.includes(` ${name} `))!)
  const ran = await Promise.all(some.map(pasted))
  expect(ran.map(({ status, said }) => [status, /预览/.test(said), said.split('\n')[0]])).toEqual([
    [0, true, expect.stringContaining('2017-12-15 24:00 → 2017-12-22 24:00')],
    [0, true, expect.stringContaining('乙局办 → 考核办')],
    [0, true, expect.stringContaining('已提出，待考核办另一岗位确认')],
  ])
  const fill = tasks[0]!.verbs[0]!.command
  expect(fill).toContain(`post fill ${year.cycle} 乙局办#1 --name 姓名`)
  expect(await pasted(fill)).toMatchObject({ status: 0 })

  const [whole, own, one, nobody, lost] = await Promise.all([
    niankao(['cycle', 'stuck', year.cycle, '--as', office], env()),
    niankao(['cycle', 'stuck', year.cycle, '--as', liaison('甲局')], env()),
    niankao(['cycle', 'stuck', year.cycle, '--as', office, '--step', 'public-results', '--of', '调查队'], env()),
    niankao(['cycle', 'stuck', year.cycle], env()),
    niankao(['cycle', 'stuck', year.cycle, '--as', '丁局/联络员'], env()),
  ])
  expect(whole.stdout).toMatch(
    /【逾期未办】assessment：甲局（任务 \d+，环节 assessment）\n {3}等乙局（考评）报送（乙局办#1），.*逾期 2 个工作日。/,
  )
  expect(own.stdout).toContain('没有停住的事。')
  expect(one.stdout).toMatch(/共 1 件：逾期未办 1。\n\n1\. 【逾期未办】public-results/)
  expect([nobody.status, nobody.stderr]).toEqual([2, expect.stringContaining('缺少选项 `--as <post>`')])
  expect([lost.status, lost.stderr]).toEqual([1, expect.stringContaining('没有岗位“丁局/联络员”')])
}, 120_000)
