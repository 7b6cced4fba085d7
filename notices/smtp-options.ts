import { Buffer } from 'node:buffer'
import type { SMTPTransportOptions } from 'nodemailer'
import { isMailbox } from './mailbox.ts'
import { settingWords } from './words.ts'

/** How mail is sent. */
export interface MailSettings {
  /** `SMTP_URL`: `smtps://user:password@host:465` (TLS from the start) or `smtp://host:587` (STARTTLS, as `tls` says). */
  readonly url: string
  readonly from: { readonly name: string; readonly address: string }
  /**
   * What `smtp://` asks of STARTTLS: `required` (unless told; only this computer itself is exempt) or `offered` (used when the server offers
   * it, for an old server within the house; forbidden together with a password). A certificate is always checked, in both.
   */
  readonly tls?: 'required' | 'offered'
  /** Certificate (PEM) of the house's own authority; then only that one is believed, not the public ones. */
  readonly ca?: string
  readonly timeouts?: Partial<Timeouts>
}

/** Milliseconds. */
export interface Timeouts {
  /** Until the connection stands, TLS included. */
  readonly connect: number
  /** Until the first word of the server. */
  readonly greeting: number
  /** Between two words of the server. */
  readonly silence: number
  /** For one mail altogether: a server that answers a letter a minute never runs into the others. */
  readonly whole: number
}

const TIMEOUTS: Timeouts = { connect: 15_000, greeting: 30_000, silence: 60_000, whole: 180_000 }
const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/

/**
 * nodemailer's options from ours. The address is taken apart here: nodemailer reads options from the query of a URL, among them the one
 * that turns the check of certificates off.
 * @throws Error in Chinese when the URL or the sender is not one, or a password would go out in the clear
 */
export function smtpOptions(settings: MailSettings): SMTPTransportOptions & { readonly wholeTimeout: number } {
  if (!isMailbox(settings.from.address)) throw new Error(settingWords.from(settings.from.address))
  const times = { ...TIMEOUTS, ...settings.timeouts }
  return {
    ...serverOf(settings),
    connectionTimeout: times.connect,
    dnsTimeout: times.connect,
    greetingTimeout: times.greeting,
    socketTimeout: times.silence,
    disableFileAccess: true,
    disableUrlAccess: true,
    wholeTimeout: times.whole,
  }
}

function serverOf(settings: MailSettings): SMTPTransportOptions {
  const url = urlOf(settings.url)
  const own = LOOPBACK.test(url.hostname)
  const secure = url.protocol === 'smtps:'
  const requireTLS = !secure && (settings.tls ?? (own ? 'offered' : 'required')) === 'required'
  if (url.username !== '' && !secure && !requireTLS && !own) throw new Error(settingWords.password)
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? (secure ? 465 : 587) : Number(url.port),
    secure,
    requireTLS,
    tls: { minVersion: 'TLSv1.2', rejectUnauthorized: true, ...(settings.ca === undefined ? {} : { ca: settings.ca }) },
    ...(url.username === '' ? {} : { auth: { user: decoded(url.username), pass: decoded(url.password) }, forceAuth: true }),
  }
}

/** The address of the server, its password never in the error. */
function urlOf(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined || !/^smtps?:$/.test(url.protocol) || url.hostname === '' || !/^\/?$/.test(url.pathname)) {
    throw new Error(settingWords.url(text.replace(/\/\/.*@/, '//***@')))
  }
  if (url.search !== '' || url.hash !== '') throw new Error(settingWords.query(url.search + url.hash))
  return url
}

/** A password may hold a bare `%` that is no escape. */
function decoded(part: string): string {
  return part.replace(/(%[0-9a-f]{2})+/gi, (escaped) => Buffer.from(escaped.replaceAll('%', ''), 'hex').toString())
}
