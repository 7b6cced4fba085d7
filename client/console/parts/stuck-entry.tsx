import { Collapse } from 'antd'
import type { StuckItem } from '../../views/shapes/stuck.ts'
import { stuckWords as w } from '../words/stuck.ts'

/** One thing that does not move: why, how late, what was done about it, and the commands that help. */
export function StuckEntry({ item }: { item: StuckItem }) {
  const { kind, title, task, step, reason, lateDays, verbs } = item
  return (
    <li>
      <div className="entry">
        <span className="step-name">
          <span className={`state stuck-kind ${kind}`}>{w.kinds[kind]}</span> {title}
        </span>
        {lateDays !== null && <span className="warn date">{w.late(lateDays)}</span>}
      </div>
      <p>{reason}</p>
      <p className="when">{[task === null ? null : w.task(task), step?.name === title ? null : step?.name].filter(Boolean).join('，')}</p>
      <Facts item={item} />
      {verbs.length > 0 && (
        <Collapse
          ghost
          size="small"
          items={[{ key: 'verbs', label: `${w.verbs}（${verbs.length}）`, children: <Verbs verbs={verbs} /> }]}
        />
      )}
    </li>
  )
}

function Facts({ item: { task, dueWhy, reminders, escalated, blocks } }: { item: StuckItem }) {
  const { count, last } = reminders
  const state =
    last === null
      ? ''
      : `${last.state === null ? w.gathering : (w.states[last.state] ?? last.state)}${last.why === null ? '' : `（${last.why}）`}`
  const rows: [name: string, text: string][] = [
    ...(dueWhy === null ? [] : [[w.due, dueWhy] as [string, string]]),
    ...(task === null ? [] : [[w.reminded, last === null ? w.never : w.reminders(count, last.at, last.to, state)] as [string, string]]),
    ...escalated.map(({ what, to, at, state: how }): [string, string] => [
      w.escalated,
      `${at} ${what}，${to}${how === null ? '' : `，${how}`}`,
    ]),
    ...(blocks.length === 0 ? [] : [[w.blocks, w.names(blocks)] as [string, string]]),
  ]
  return (
    <dl className="facts">
      {rows.map(([name, text]) => (
        <div key={name + text}>
          <dt>{name}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  )
}

function Verbs({ verbs }: Pick<StuckItem, 'verbs'>) {
  return (
    <ul className="verbs">
      {verbs.map(({ command, does, by, note }) => (
        <li key={command}>
          <code>{command}</code>
          <span className="when">{`${does}${w.by(by)}${note === null ? '' : `；${note}`}`}</span>
        </li>
      ))}
    </ul>
  )
}
