import type { NoticeItem, NoticeKind, Verb } from './digest.ts'

/** What the reader can do about each kind of notice, when the item does not say. A feedback form carries a right besides a duty. */
export const VERBS_OF: Record<NoticeKind, readonly Verb[]> = {
  opened: ['submit'],
  due: ['submit'],
  late: ['submit'],
  returned: ['submit'],
  moved: ['submit'],
  assigned: ['submit'],
  incident: ['look'],
  decided: ['look'],
  feedback: ['acknowledge', 'appeal'],
  appeal: ['resolve'],
  lapsed: ['look'],
  published: ['look'],
  slip: ['answer'],
  informed: ['look'],
  asked: ['look'],
  paused: ['look'],
  resumed: ['look'],
}

/** The commands of the CLI; `target` is the task's id, already quoted for a shell. */
const COMMAND: Record<Verb, (target: string) => string> = {
  submit: (target) => `npx niankao submit ${target}`,
  decide: (target) => `npx niankao decide ${target}`,
  acknowledge: (target) => `npx niankao acknowledge ${target}`,
  appeal: (target) => `npx niankao appeal ${target}`,
  resolve: (target) => `npx niankao resolve ${target}`,
  publish: (target) => `npx niankao publish ${target}`,
  answer: (target) => `npx niankao slip answer ${target}`,
  look: () => 'npx niankao task list',
}

/** The verbs that an item offers: its own, else those of its kind. */
export function verbsOf(item: NoticeItem): readonly Verb[] {
  return item.verbs ?? VERBS_OF[item.kind]
}

/** The command that does `verb` for a task. Without a task the reader looks it up: no verb of the CLI works without a target. */
export function commandOf(verb: Verb, taskId: string | undefined): string {
  return taskId === undefined ? COMMAND.look('') : COMMAND[verb](quote(taskId))
}

/** Ids are plain names; whatever else arrives must not become a second command when somebody pastes the line. */
function quote(id: string): string {
  return /^[\p{L}\p{N}_./:@-]+$/u.test(id) && !id.startsWith('-') ? id : `'${id.replaceAll("'", String.raw`'\''`)}'`
}
