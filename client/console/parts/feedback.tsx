import { Collapse, Timeline } from 'antd'
import type { FeedbackView } from '../../views/shapes/unit.ts'
import { words } from '../words.ts'
import { Card } from './card.tsx'
import { Deductions } from './deductions.tsx'

const w = words.feedback
type Appeal = NonNullable<FeedbackView['appeal']>
type Moment = { title: string; at: string; notes: string[] }

/** The feedback form: issued, received, until when an appeal was possible and why until then, and what became of it. */
export function Feedback({ feedback }: { feedback: FeedbackView | null }) {
  if (!feedback)
    return (
      <Card title={w.title}>
        <p className="empty">{w.none}</p>
      </Card>
    )
  const items = moments(feedback).map((moment) => ({ key: moment.title, content: <Event {...moment} /> }))
  return (
    <Card title={w.title}>
      <Timeline items={items} />
      {feedback.appeal && <Why why={feedback.appeal.why} />}
      <Deductions form={feedback.form} />
    </Card>
  )
}

function moments({ form, receipt, appeal }: FeedbackView): Moment[] {
  const issued = { title: w.issued, at: form.issued, notes: [] }
  if (!receipt) return [issued, { title: w.notReceived, at: '', notes: [] }]
  const proof = receipt.proof === null ? [] : [`${w.proof}：${receipt.proof}`]
  const received = { title: receipt.how === 'served' ? w.served : w.received, at: receipt.at, notes: [receipt.by, ...proof] }
  return [issued, received, ...(appeal ? appealMoments(appeal) : [])]
}

function appealMoments({ state, due, filed, answered, closed }: Appeal): Moment[] {
  const last = { title: w.due, at: due, notes: filed ? [] : [w.states[state]] }
  if (!filed) return [last]
  const answer = answered ? [answered.by, ...(answered.answer === null ? [] : [answered.answer])] : []
  const all = [
    { title: w.filed, at: filed.at, notes: [filed.by, ...filed.grounds] },
    last,
    { title: `${w.answered}：${w.states[state]}`, at: answered?.at ?? closed ?? '', notes: answer },
  ]
  return all.toSorted((a, b) => (a.at < b.at ? -1 : 1)) // an answer may come before the window ends
}

function Event({ title, at, notes }: Moment) {
  return (
    <>
      <strong>{title}</strong> <span className="date">{at}</span>
      {notes.map((note) => (
        <p key={note}>{note}</p>
      ))}
    </>
  )
}

/** Each day that was counted or skipped, one to a line. */
function Why({ why }: { why: string }) {
  const lines = why.split('；')
  const list = (
    <ol className="days">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ol>
  )
  return <Collapse size="small" items={[{ key: 'why', label: w.why, children: list }]} />
}
