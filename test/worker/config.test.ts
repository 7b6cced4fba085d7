import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { ConfigError, readConfig } from '../../worker/config.ts'

function wrongWith(environment: Record<string, string>): readonly string[] {
  try {
    readConfig(environment)
  } catch (error) {
    if (error instanceof ConfigError) return error.sentences
    throw error
  }
  return []
}

describe('the settings', () => {
  test('need nothing: the product provides what is not given', () => {
    const config = readConfig({})
    expect(config).toMatchObject({
      database: undefined,
      temporal: undefined,
      mail: undefined,
      http: { host: '127.0.0.1', port: 8080 },
      logLevel: 'info',
    })
    expect(path.basename(config.home)).toBe('.niankao')
  })

  test('take an empty value for none, as compose files give it', () => {
    expect(readConfig({ SMTP_URL: '', SMTP_FROM: ' ', DATABASE_URL: '' })).toEqual(readConfig({}))
  })

  test('read everything once', () => {
    const config = readConfig({
      DATABASE_URL: 'postgres://app:a@db:5432/niankao',
      DATABASE_ADMIN_URL: 'postgresql://admin:b@db/niankao',
      TEMPORAL_ADDRESS: 'temporal:7233',
      TEMPORAL_NAMESPACE: 'kaohe',
      SMTP_URL: 'smtps://mail.example:465',
      SMTP_FROM: '考核办 <kaohe@example.cn>',
      HTTP_PORT: '0',
      HTTP_HOST: '0.0.0.0',
      NIANKAO_HOME: '/srv/niankao',
      LOG_LEVEL: 'warn',
    })
    expect(config).toEqual({
      home: '/srv/niankao',
      database: { url: 'postgres://app:a@db:5432/niankao', adminUrl: 'postgresql://admin:b@db/niankao' },
      temporal: { address: 'temporal:7233', namespace: 'kaohe' },
      mail: { url: 'smtps://mail.example:465', from: { name: '考核办', address: 'kaohe@example.cn' } },
      http: { host: '0.0.0.0', port: 0 },
      logLevel: 'warn',
    })
  })

  test('migrate with the same account unless told, and send from a bare address', () => {
    const config = readConfig({ DATABASE_URL: 'postgres://a@b/c', SMTP_URL: 'smtps://mail.example', SMTP_FROM: 'kaohe@example.cn' })
    expect(config.database?.adminUrl).toBe('postgres://a@b/c')
    expect(config.mail?.from.address).toBe('kaohe@example.cn')
  })

  test('say all that is wrong together, each with what was expected and found', () => {
    const sentences = wrongWith({
      DATABASE_URL: 'mysql://a/b',
      TEMPORAL_ADDRESS: 'temporal',
      HTTP_PORT: '70000',
      LOG_LEVEL: 'loud',
      SMTP_URL: 'smtp://x',
    })
    expect(sentences).toHaveLength(5)
    expect(sentences.map((sentence) => sentence.split(' ')[0])).toEqual([
      'DATABASE_URL',
      'TEMPORAL_ADDRESS',
      'HTTP_PORT',
      'LOG_LEVEL',
      '设置了',
    ])
    expect(sentences[2]).toBe('HTTP_PORT 应为 0 至 65535 的端口号，实为 `70000`。')
  })

  test('never show a password', () => {
    const sentences = wrongWith({ DATABASE_URL: 'mysql://app:hunter2@db/x', SMTP_URL: 'http://me:hunter2@mail', SMTP_FROM: 'a@b.cn' })
    expect(sentences).toHaveLength(2)
    expect(sentences.join('')).not.toContain('hunter2')
  })

  test.each([
    [{ TEMPORAL_NAMESPACE: 'x' }, 'TEMPORAL_ADDRESS'],
    [{ DATABASE_ADMIN_URL: 'postgres://a@b/c' }, 'DATABASE_URL'],
    [{ SMTP_FROM: 'a@b.cn' }, 'SMTP_URL'],
    [{ SMTP_URL: 'smtps://mail.example', SMTP_FROM: 'nobody' }, 'SMTP_FROM'],
  ])('%j is not enough', (environment, named) => {
    expect(wrongWith(environment as Record<string, string>).join('')).toContain(named)
  })
})
