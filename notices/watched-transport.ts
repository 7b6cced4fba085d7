import type { MailMessage, NodemailerError, SMTPSentMessageInfo } from 'nodemailer'
import SMTPTransport from 'nodemailer/lib/smtp-transport'
import type { SMTPTransportSendCallback } from 'nodemailer/lib/smtp-transport'

/**
 * nodemailer's SMTP transport, which also remembers for each failure whether the whole message had gone out. The message stream is read
 * only after the server's 354, and the final dot follows its end: as long as it has not ended, no server can have taken the mail
 * (RFC 5321 4.1.1.4), and once it has ended, any server may have.
 *
 * Not the pooled transport: that one puts a message back into its queue by itself when a connection closes, and would send it twice.
 */
export class WatchedTransport extends SMTPTransport {
  readonly #sentWhole = new WeakSet<NodemailerError>()

  override send(mail: MailMessage<SMTPSentMessageInfo>, callback: SMTPTransportSendCallback): void {
    let ended = false
    mail.message.processFunc((stream) => stream.once('end', () => (ended = true)))
    super.send(mail, (error, info) => {
      if (error && ended) this.#sentWhole.add(error)
      callback(error, info)
    })
  }

  /** Whether the last octet of the message had been handed over when this error came. */
  sentWhole(error: NodemailerError): boolean {
    return this.#sentWhole.has(error)
  }
}
