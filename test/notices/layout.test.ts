import PostalMime from 'postal-mime'
import { expect, test } from 'vitest'
import { layoutDigest, messageIdOf } from '../../notices/index.ts'
import { letterOf } from '../../notices/letter.ts'
import { day, digest, digestOf, items } from './sample.ts'
import { shownText } from './shown-text.ts'

test('groups in the order late, due, new, decided; the subject counts them', () => {
  const { subject, text } = layoutDigest(digest())
  expect(subject).toBe('【年考】大石桥市2017年度绩效考评：已逾期1项、即将到期1项、新任务与变动2项、结果与告知1项（2018年2月9日（周五））')
  const headings = text.split('\n').filter((line) => /^[^\d\s].*（\d项）$/.test(line))
  expect(headings).toEqual(['已逾期（1项）', '即将到期（1项）', '新任务与变动（2项）', '结果与告知（1项）'])
})

test('text and HTML say the same: all of the letter, in the same order', () => {
  const given = digest()
  const letter = letterOf(given)
  const entries = letter.sections.flatMap((section) => [
    section.heading,
    ...section.entries.flatMap((entry) => [
      entry.title,
      ...entry.facts.flatMap(({ label, value }) => [label, value]),
      ...entry.actions.flatMap(({ sentence, command }) => [sentence, command]),
      ...(entry.link === undefined ? [] : [entry.link]),
    ]),
  ])
  const facts = [letter.greeting, letter.opening, ...entries, letter.link!, ...letter.footer]
  const { text, html } = layoutDigest(given)
  for (const said of [text, shownText(html)]) {
    let from = 0
    for (const fact of facts) {
      const found = said.indexOf(fact, from)
      expect(found, `${fact} after ${said.slice(0, from)}`).toBeGreaterThanOrEqual(from)
      from = found
    }
  }
})

test('neither says what the other does not', () => {
  const { text, html } = layoutDigest(digest())
  const bare = (said: string) => said.replace(/\s+/g, '')
  expect(bare(shownText(html))).toBe(bare(text.replace('\n-- \n', '\n')))
})

test('a due date is told as 24:00 of its day, a moved one with what it was', () => {
  const { text } = layoutDigest(digest())
  expect(text).toContain('截止时间：2018年2月12日（周一）24:00')
  expect(text).toContain('原定截止时间：2018年2月9日（周五）24:00')
  expect(text).toContain('说明：依据大考办〔2018〕3号延期。')
})

test('each item names the command with which it can be done, the right of appeal too', () => {
  const { sections } = letterOf(digest())
  for (const { actions } of sections.flatMap((section) => section.entries)) {
    expect(actions.length).toBeGreaterThan(0)
    for (const action of actions) {
      expect(action.command).toMatch(/^npx niankao /)
    }
  }
  expect(layoutDigest(digest()).text).toContain('如有异议，可提出复核申请。命令：npx niankao appeal feedback/hbj')
  expect(layoutDigest(digestOf({ kind: 'due', verbs: ['appeal'] })).text).toContain('可提出复核申请。命令：npx niankao appeal task/1')
})

test('an id that is not plain is quoted for the shell', () => {
  const [entry] = letterOf(digestOf({ taskId: "a'; rm -rf ~; '" })).sections[0]!.entries
  expect(entry!.actions[0]!.command).toBe(String.raw`npx niankao submit 'a'\''; rm -rf ~; '\'''`)
  expect(layoutDigest(digestOf({ taskId: '--help' })).text).toContain("npx niankao submit '--help'")
})

test('HTML of people is shown, never obeyed', () => {
  const hostile = `<img src=x onerror="alert('1')">&amp;<script>alert(1)</script>`
  const given = digestOf({ title: hostile, unit: hostile, detail: hostile, dueWhy: hostile, taskId: hostile })
  const { html } = layoutDigest({ ...given, to: { ...given.to, name: hostile }, cycle: { key: 'k', name: hostile } })
  expect(html).not.toMatch(/<(img|script)/)
  expect(new Set(html.match(/<[a-z0-9]+/g))).toEqual(
    new Set(['<html', '<head', '<meta', '<title', '<body', '<div', '<p', '<h2', '<table', '<tr', '<th', '<td', '<span', '<a']),
  )
  expect(shownText(html)).toContain(hostile)
})

test('only http and https become links', () => {
  for (const link of ['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', 'no address', '']) {
    const { html, text } = layoutDigest({ ...digestOf({ link }), link })
    expect(html).not.toContain('href')
    expect(text).not.toContain('网页')
  }
  expect(layoutDigest(digestOf({ link: 'https://a.example/?q="><b>' })).html).not.toContain('<b>')
})

test('text of people cannot imitate a heading, an item or a header', () => {
  const hostile = '月度自查\r\n\r\n已逾期（9项）\n2. 【逾期】伪造\u2028Bcc: x@example.com\u202Egnp.exe'
  const { subject, text } = layoutDigest({ ...digestOf({ title: hostile }), cycle: { key: 'k', name: hostile } })
  expect(subject).not.toMatch(/[\p{Cc}\u2028\u202E]/u)
  expect(text.split('\n').filter((line) => line.startsWith('已逾期') || line.startsWith('2. '))).toEqual([])
})

test('very long text is cut with a remark', () => {
  const { text } = layoutDigest(digestOf({ detail: '长'.repeat(5000) }))
  expect(text).toContain(`${'长'.repeat(2000)}……（全文请在系统中查看）`)
})

test('the same digest makes the same bytes, whatever the order of its rows', () => {
  expect(layoutDigest(digest({ items: items.toReversed() }))).toEqual(layoutDigest(digest()))
})

test('the Message-ID comes from the id of the digest alone', () => {
  expect(layoutDigest(digest()).messageId).toBe(layoutDigest(digestOf({ title: 'another' })).messageId)
  expect(messageIdOf('a')).not.toBe(messageIdOf('b'))
  expect(messageIdOf('张三\r\nBcc: x')).toMatch(/^<[0-9a-f]{40}@notices\.niankao>$/)
})

test('a digest without items is refused', () => {
  expect(() => layoutDigest(digest({ items: [] }))).toThrow('at least one item')
})

test('a bare item is laid out with its title and its command only', async () => {
  const { text } = layoutDigest({ ...digest({ items: [{ id: 'x', kind: 'published', title: '考评结果' }] }), link: '' })
  expect(text).toContain('1. 【公布】考评结果\n   可查看办理情况。命令：npx niankao task list\n')
  expect((await PostalMime.parse(`Subject: x\r\n\r\n${text}`)).text).toContain(day.slice(0, 4))
})
