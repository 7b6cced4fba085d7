import { Link } from 'wouter'
import { words } from '../words.ts'

/** A page that has nothing but one sentence to say. */
export function Notice({ text }: { text: string }) {
  return (
    <section className="card notice">
      <p>{text}</p>
      <Link href="/">{words.backHome}</Link>
    </section>
  )
}
