import { createTransport } from 'nodemailer'
import type { NodemailerError, SendMailOptions } from 'nodemailer'
import type { WorkdayTables } from '../calendar/index.ts'
import type { Digest } from './digest.ts'
import { layoutDigest } from './layout.ts'
import { isMailbox } from './mailbox.ts'
import { failureOf } from './outcome.ts'
import type { Outcome } from './outcome.ts'
import { plain } from './plain.ts'
import { smtpOptions } from './smtp-options.ts'
import type { MailSettings } from './smtp-options.ts'
import { settingWords } from './words.ts'
import { WatchedTransport } from './watched-transport.ts'

/** Sends digests. */
export interface Mailer {
  /**
   * Hands one digest to the mail server, once: nothing is repeated in here, the caller has the one retry policy (`Outcome`).
   *
   * When the connection breaks, what matters is how far the message had gone. Before its last octet: the server cannot have taken it, the
   * outcome is `transient` and may be repeated. After it, with no reply: the server may have taken it or not, nobody can find out, and the
   * outcome is `unknown`: the caller records it as handed over and does not send again. The Message-ID is the same at each attempt, so that
   * a mail that was repeated all the same (a worker killed between sending and recording) can be recognised by servers and people.
   * @throws Error when the digest cannot be laid out, or the mailer is closed; never for what the mail server does
   */
  send(digest: Digest, tables?: WorkdayTables): Promise<Outcome>
  /** Waits for the mails under way (each is bounded by `timeouts.whole`) and refuses further ones. */
  close(): Promise<void>
}

/** Opens a mailer on a real SMTP server; it connects for each mail. @throws Error in Chinese when the settings cannot be used */
export function openMailer(settings: MailSettings): Mailer {
  const { wholeTimeout, ...options } = smtpOptions(settings)
  const transport = new WatchedTransport(options)
  const mail = createTransport(transport)
  const underWay = new Set<Promise<Outcome>>()
  let closed = false

  async function handOver(message: SendMailOptions & { messageId: string }): Promise<Outcome> {
    const { messageId } = message
    try {
      const { response } = await mail.sendMail({ ...message, signal: AbortSignal.timeout(wholeTimeout) })
      return { kind: 'accepted', messageId, reply: plain(response, 300) }
    } catch (thrown) {
      const error = thrown as NodemailerError
      return { ...failureOf(error, transport.sentWhole(error)), messageId, reason: reasonOf(error) }
    }
  }

  return {
    async send(digest, tables) {
      if (closed) throw new Error(settingWords.closed)
      const message = messageOf(digest, settings.from, tables)
      if (!isMailbox(digest.to.address)) {
        return {
          kind: 'permanent',
          messageId: message.messageId,
          blame: 'address',
          reason: `not an address: \`${plain(digest.to.address, 100)}\``,
        }
      }
      const outcome = handOver(message)
      underWay.add(outcome)
      return outcome.finally(() => underWay.delete(outcome))
    },
    async close() {
      closed = true
      await Promise.allSettled(underWay)
      mail.close()
    },
  }
}

/** The mail of a digest; the headers tell other machines not to answer it (RFC 3834; Exchange has its own). */
function messageOf(digest: Digest, from: MailSettings['from'], tables?: WorkdayTables): SendMailOptions & { messageId: string } {
  const sender = { name: plain(from.name, 60), address: from.address }
  const { subject, text, html, calendars, messageId } = layoutDigest(digest, {
    organizer: sender,
    ...(tables === undefined ? {} : { tables }),
  })
  return {
    from: sender,
    to: { name: plain(digest.to.name, 60), address: digest.to.address },
    subject,
    text,
    html,
    messageId,
    attachments: calendars.map(({ filename, content }) => ({
      filename,
      content,
      contentType: 'text/calendar; charset=utf-8; method=PUBLISH',
      contentTransferEncoding: 'base64', // keeps the line breaks and the folding as they are
    })),
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All', 'Content-Language': 'zh-CN' },
  }
}

function reasonOf({ code, command, response, message }: NodemailerError): string {
  return plain([code, command, response ?? message].filter(Boolean).join(' '), 300)
}
