import type { NodemailerError } from 'nodemailer'

/** Whom a failure concerns: the address, this mail, the other server (or the way to it), or our own set-up (password, sender, certificate). */
export type Blame = 'address' | 'message' | 'server' | 'setup'

/**
 * What became of a digest that was handed to the mail server.
 * - `accepted`: the server took it. Done.
 * - `permanent`: this mail will never pass. Do not repeat; tell the administrator.
 * - `transient`: not taken, nothing was sent. Repeat later, with growing pauses.
 * - `unknown`: the whole message had gone out when the connection broke, and no reply came. **Treat it as handed over and do not repeat**:
 *   a reminder that is perhaps missing still stands in the system, a second mail for one fact never leaves the mailbox again.
 */
export type Outcome =
  | { readonly kind: 'accepted'; readonly messageId: string; readonly reply: string }
  | { readonly kind: 'permanent' | 'transient' | 'unknown'; readonly messageId: string; readonly blame: Blame; readonly reason: string }

type Failure = Pick<Exclude<Outcome, { kind: 'accepted' }>, 'kind' | 'blame'>

/** Codes of nodemailer that speak of our own settings; waiting helps only because somebody will repair them. */
const SETUP_CODES = new Set(['EAUTH', 'ENOAUTH', 'EOAUTH2', 'ETLS', 'EREQUIRETLS', 'ECONFIG', 'EPROXY'])
/** Codes of Node for a certificate or a version that does not do, such as `DEPTH_ZERO_SELF_SIGNED_CERT`. */
const CERTIFICATE = /CERT|SIGNATURE|TLS|SSL|EPROTO/

/**
 * Sorts a failure. Permanent is only what the server says for good (5xx except 503) about the recipient or the message. A refused password,
 * sender or certificate is a 5xx too, but the mail is not at fault: given up, every digest of a day would be lost by one wrong password.
 * @param wholeMessageSent whether the last octet of the message had been handed over
 */
export function failureOf(error: NodemailerError, wholeMessageSent: boolean): Failure {
  const { code = '', originalCode = '', command = '', permanent, responseCode = 0 } = error
  if (wholeMessageSent && responseCode < 400) return { kind: 'unknown', blame: 'server' }
  if (code === 'EENVELOPE' && command === 'API') return { kind: 'permanent', blame: 'address' }
  if (SETUP_CODES.has(code) || CERTIFICATE.test(originalCode) || command === 'MAIL FROM') return { kind: 'transient', blame: 'setup' }
  if (command === 'RCPT TO') return { kind: permanent ? 'permanent' : 'transient', blame: 'address' }
  if (code === 'EMESSAGE' || command === 'DATA') return { kind: permanent ? 'permanent' : 'transient', blame: 'message' }
  return { kind: 'transient', blame: 'server' }
}
