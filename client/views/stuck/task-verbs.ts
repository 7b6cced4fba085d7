import type { Instant } from '../../../records/schema.ts'
import type { StepKind } from '../../../scoring/pack/plan.ts'
import { SCORING } from '../../verbs/repair.ts'
import { commandLine } from '../../command-line.ts'
import type { SafeVerb } from '../shapes/stuck.ts'
import type { StuckTask } from './tasks.ts'

/**
 * What the verbs are written out with: who reads, the filled posts of the office, posts that are vacant by whose they are, the next days that are
 * worked (for a promise, for an extension), whether the office itself may take a task over.
 */
export type Means = {
  cycle: string
  reader: { post: string; all: boolean }
  office: { body: string; posts: readonly string[] }
  vacant: ReadonlyMap<string, readonly string[]>
  soon: string
  later: string
  officeMay: ReadonlySet<string>
  now: Instant
}

type About = { task: StuckTask; kind: StepKind; outcomes: readonly string[]; unanswered: boolean; means: Means }

/** Placeholders for what only the reader knows. */
export const GIVEN = ['--document', '文号', '--reason', '理由'] as const

/** The verbs that are safe now for a task, first whoever has to do it, then the office; a reader who is not the office gets its own only. */
export function taskVerbs(about: About): SafeVerb[] {
  const verbs = [...doing(about), ...(about.means.reader.all ? repairing(about) : [])]
  return verbs.filter(({ by }) => by.length > 0)
}

/** A verb as it is typed by the first of those who may. */
export const verb = (does: string, by: readonly string[], words: readonly string[], note: string | null = null): SafeVerb => ({
  command: commandLine(...words, ...(by[0] === undefined ? [] : ['--as', by[0]])),
  does,
  by: [...by],
  note,
})

/** What whoever has the task does about it; a post of a department sees itself as the one who acts. */
function doing({ task, outcomes, unanswered, means }: About): SafeVerb[] {
  const { id, verb: what } = task
  const own = means.reader.all ? task.hands : task.hands.filter((post) => post === means.reader.post)
  if (own.length === 0) return []
  const found: SafeVerb[] = []
  const [yes = 'approve', ...others] = outcomes
  if (what === 'submit') found.push(verb('报送', own, ['submit', id, '内容.yaml'], '内容怎样写见 docs/steps.md'))
  if (what === 'decide')
    found.push(verb('决定', own, ['decide', id, yes], others.length > 0 ? `或 ${others.join('、')}，写明 --reason` : null))
  if (what === 'acknowledge') found.push(verb('签收', own, ['acknowledge', id]))
  if (what === 'resolve') found.push(verb('答复复核', own, ['resolve', id, '答复.yaml']))
  if (what === 'publish') found.push(verb('公布', own, ['publish', id, '--document', '文号']))
  if (unanswered) found.push(verb('答复督办单', own, ['slip', 'answer', id, '--measures', '措施', '--by', means.soon], '任务仍须办结'))
  return found
}

/** What the office may do where somebody does not act. */
function repairing({ task, kind, means }: About): SafeVerb[] {
  const { id, repair } = task
  const { cycle, office } = means
  const confirming = repair === null ? [] : office.posts.filter((post) => post !== repair.by)
  const second = task.verb === 'decide' || SCORING.includes(kind)
  const found = [...filling(task, means)]
  if (repair !== null)
    found.push(
      verb(
        '确认',
        confirming,
        ['task', repair.kind === 'bypass' ? 'bypass' : 'substitute-score', id, '--confirm'],
        `${repair.by} 提出，由另一岗位确认`,
      ),
    )
  if (task.verb === 'acknowledge') found.push(verb('登记送达', office.posts, ['acknowledge', id, '--proof', '送达证明'], '期限由送达起算'))
  found.push(
    verb('延期', office.posts, ['extend', id, '--until', means.later, ...GIVEN, '--preview'], '去掉 --preview 即办理；日期以文件为准'),
  )
  if (!task.ofUnit && means.officeMay.has(id))
    found.push(
      verb(
        '改派',
        office.posts,
        ['task', 'reassign', cycle, id, '--to', office.body, ...GIVEN, '--preview'],
        '去掉 --preview 即办理；可改派给别的机构或岗位',
      ),
    )
  if (repair === null && SCORING.includes(kind) && task.verb === 'submit')
    found.push(
      verb('代评', office.posts, ['task', 'substitute-score', id, '内容.yaml', ...GIVEN, '--preview'], '由考核办另一岗位确认后才作数'),
    )
  if (repair === null && (task.verb === 'submit' || task.verb === 'decide'))
    found.push(
      verb(
        '越过',
        office.posts,
        ['task', 'bypass', id, ...GIVEN, '--preview'],
        second ? '涉及得分或决定，由考核办另一岗位确认后才越过' : '不是批准，也不是零分',
      ),
    )
  return found
}

/** The vacant posts of whoever the task belongs to, when nobody can act on it. */
function filling({ hands, owner }: StuckTask, { cycle, office, vacant }: Means): SafeVerb[] {
  if (hands.length > 0) return []
  return (vacant.get(owner) ?? []).map((post) =>
    verb('补任', office.posts, ['post', 'fill', cycle, post, '--name', '姓名', ...GIVEN], '未办的任务随即回到新任者'),
  )
}

/** Verbs on a step or the year, which only the office has and only the office is shown. */
export const officeVerb = (
  { reader, office }: Pick<Means, 'reader' | 'office'>,
  ...of: [does: string, words: readonly string[], note?: string]
): SafeVerb[] => {
  const [does, words, note] = of
  return reader.all && office.posts.length > 0 ? [verb(does, office.posts, words, note ?? null)] : []
}
