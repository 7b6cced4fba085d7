import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import type { MailSettings } from '../notices/index.ts'
import { isMailbox } from '../notices/mailbox.ts'
import { smtpOptions } from '../notices/smtp-options.ts'

/** What the environment says, before anything of it has been believed. */
export type Environment = Readonly<Record<string, string | undefined>>

/** The settings, checked. What is not given, the product provides itself: a database, a Temporal server; mails are kept. */
export type Config = {
  /** The folder of everything that survives a restart. */
  home: string
  /** `url` acts for the product, `adminUrl` migrates. */
  database: { url: string; adminUrl: string } | undefined
  temporal: { address: string; namespace: string } | undefined
  mail: MailSettings | undefined
  http: { host: string; port: number }
  logLevel: (typeof LOG_LEVELS)[number]
}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const
const HOME = fileURLToPath(new URL('../.niankao', import.meta.url))

const postgres = z.string().regex(/^postgres(ql)?:\/\/[^\s/]+\/[^\s/?]+/, '应为 postgres://用户:密码@主机:端口/数据库')
const Settings = z.object({
  DATABASE_URL: postgres.optional(),
  DATABASE_ADMIN_URL: postgres.optional(),
  TEMPORAL_ADDRESS: z
    .string()
    .regex(/^[^\s/:]+:\d{1,5}$/, '应为 主机:端口，如 temporal.example:7233')
    .optional(),
  TEMPORAL_NAMESPACE: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9_.-]*$/, '应为命名空间的名称，如 default')
    .optional(),
  SMTP_URL: z.string().optional(),
  SMTP_FROM: z.string().optional(),
  HTTP_PORT: z
    .string()
    .regex(/^\d{1,5}$/, '应为 0 至 65535 的端口号')
    .transform(Number)
    .refine((port) => port <= 65535, '应为 0 至 65535 的端口号')
    .default(8080),
  HTTP_HOST: z
    .string()
    .regex(/^[A-Za-z0-9.:_-]+$/, '应为要监听的主机名或地址，如 0.0.0.0')
    .default('127.0.0.1'),
  NIANKAO_HOME: z
    .string()
    .transform((folder) => path.resolve(folder))
    .default(HOME),
  LOG_LEVEL: z.enum(LOG_LEVELS, `应为 ${LOG_LEVELS.join('、')} 之一`).default('info'),
})
type Settings = z.infer<typeof Settings>

/** The settings of this machine are not usable; each of `sentences` says one thing that is wrong. */
export class ConfigError extends Error {
  readonly sentences: readonly string[]
  constructor(sentences: readonly string[]) {
    super(`环境变量的设置有 ${sentences.length} 处不对：\n${sentences.map((sentence) => `- ${sentence}`).join('\n')}`)
    this.name = 'ConfigError'
    this.sentences = sentences
  }
}

/** Reads the settings once. Empty values count as not given. @throws ConfigError with all that is wrong, together */
export function readConfig(environment: Environment = process.env): Config {
  const given = Object.fromEntries(Object.keys(Settings.shape).map((name) => [name, environment[name]?.trim() || undefined]))
  const parsed = Settings.safeParse(given)
  const wrong = parsed.success ? [] : parsed.error.issues.map((issue) => misfit(String(issue.path[0]), issue.message, given))
  const sentences = [...wrong, ...togetherness(given), ...mailTrouble(given)]
  if (!parsed.success || sentences.length > 0) throw new ConfigError(sentences)
  return toConfig(parsed.data)
}

function toConfig(settings: Settings): Config {
  const { DATABASE_URL: url, TEMPORAL_ADDRESS: address } = settings
  return {
    home: settings.NIANKAO_HOME,
    database: url === undefined ? undefined : { url, adminUrl: settings.DATABASE_ADMIN_URL ?? url },
    temporal: address === undefined ? undefined : { address, namespace: settings.TEMPORAL_NAMESPACE ?? 'default' },
    mail: mailOf({ SMTP_URL: settings.SMTP_URL, SMTP_FROM: settings.SMTP_FROM }),
    http: { host: settings.HTTP_HOST, port: settings.HTTP_PORT },
    logLevel: settings.LOG_LEVEL,
  }
}

const SECRET = /\/\/[^/\s]*@/
const misfit = (name: string, expected: string, given: Environment): string =>
  `${name} ${expected}，实为 \`${(given[name] ?? '').replace(SECRET, '//***@')}\`。`

/** Settings that mean something only beside another one. */
function togetherness(given: Environment): string[] {
  const pairs = [
    ['DATABASE_ADMIN_URL', 'DATABASE_URL'],
    ['TEMPORAL_NAMESPACE', 'TEMPORAL_ADDRESS'],
    ['SMTP_URL', 'SMTP_FROM'],
    ['SMTP_FROM', 'SMTP_URL'],
  ] as const
  return pairs
    .filter(([name, other]) => given[name] && !given[other])
    .map(([name, other]) => `设置了 ${name}，就应同时设置 ${other}，实际没有。`)
}

function mailTrouble(given: Environment): string[] {
  const mail = mailOf(given)
  if (!mail) return []
  if (!isMailbox(mail.from.address)) return [`SMTP_FROM 应为 名称 <地址> 或 地址，实为 \`${given['SMTP_FROM'] ?? ''}\`。`]
  try {
    smtpOptions(mail)
    return []
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)]
  }
}

function mailOf({ SMTP_URL: url, SMTP_FROM: from }: Environment): MailSettings | undefined {
  if (!url || !from) return undefined
  const named = /^\s*"?([^"<]*?)"?\s*<([^<>]+)>\s*$/.exec(from)
  return { url, from: { name: named?.[1] || '年考', address: named?.[2] ?? from.trim() } }
}
