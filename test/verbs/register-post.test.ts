import { expect, test } from 'vitest'
import { registerPost, type RegisterPostInput } from '../../client/verbs/register-post.ts'
import { postList } from '../../client/views/posts.ts'
import { sha256 } from '../../scoring/canonical.ts'
import { entriesOf, liaison, office, openYear, refused, useDatabase, type Year } from '../support/small-pack/year.ts'

const base = useDatabase()
const post = liaison('甲局')
const register = (year: Year, input: Partial<RegisterPostInput>, as: string = office) => registerPost(year.as(as), { post, ...input })
const stored = async ({ database, cycle }: Year) => (await postList(database, cycle)).find((each) => each.post === post)

test('the office registers name and mailbox of a post; the log has hashes of both, and no person', async () => {
  const year = await openYear(base)
  const before = await stored(year)
  const becomes = { post, name: '张三', mail: 'zhangsan@example.gov.cn', phone: null }
  expect(await register(year, { name: ' 张三 ', mail: 'zhangsan@example.gov.cn' })).toEqual({ ...becomes, changed: true })
  expect(await stored(year)).toEqual({ ...becomes, of: '甲局', vacantSince: null })
  const entry = (await entriesOf(year)).at(-1)
  expect(entry).toEqual({
    verb: 'register-post',
    subject: post,
    content: {
      was: { name: sha256(before?.name ?? ''), mail: null, phone: null },
      becomes: { name: sha256('张三'), mail: sha256('zhangsan@example.gov.cn'), phone: null },
    },
    by: office,
  })
})

test('what is left out stays, the mailbox can be taken out, and the same again changes nothing', async () => {
  const year = await openYear(base)
  await register(year, { name: '张三', mail: 'a@b.cn' })
  expect(await register(year, { mail: 'c@d.cn' })).toEqual({ post, name: '张三', mail: 'c@d.cn', phone: null, changed: true })
  expect(await register(year, { name: '李四' })).toMatchObject({ name: '李四', mail: 'c@d.cn' })
  expect(await register(year, { mail: null })).toEqual({ post, name: '李四', mail: null, phone: null, changed: true })
  const { length } = await entriesOf(year)
  expect(await register(year, { name: '李四', mail: null })).toEqual({ post, name: '李四', mail: null, phone: null, changed: false })
  expect(await entriesOf(year)).toHaveLength(length)
})

test('nobody but the office registers, not even the post itself', async () => {
  const year = await openYear(base)
  for (const as of [post, '乙局办#1'])
    await refused(base, 'wrong-role', /应由“.+”办理，岗位“.+”无权办理/, () => register(year, { name: '张三' }, as))
  await refused(base, 'wrong-role', /没有岗位“无此岗位”/, () => register(year, { name: '张三' }, '无此岗位'))
})

test.each([
  [{}, /应至少写明姓名、邮箱或电话之一/],
  [{ name: ' ' }, /name：不能为空/],
  [{ name: '张'.repeat(61) }, /name：不能超过 60 字/],
  [{ name: '张三\r\nBcc: x@y.cn' }, /name：不能含有换行等控制字符/],
  [{ mail: '' }, /mail：应为一个邮箱地址/],
  [{ mail: 'zhangsan' }, /mail：应为一个邮箱地址.*实为 `zhangsan`/],
  [{ mail: 'a@b.cn, c@d.cn' }, /mail：应为一个邮箱地址/],
  [{ mail: '张三 <a@b.cn>' }, /mail：应为一个邮箱地址/],
  [{ mail: 'a@b.cn\nBcc: c@d.cn' }, /mail：应为一个邮箱地址/],
  [{ name: '张三', phone: '1' }, /phone：应为电话号码/],
  [{ name: '张三', fax: '1' } as object, /fax/],
] as [Partial<RegisterPostInput>, RegExp][])('%j is refused, and nothing is stored', async (input, sentence) => {
  const year = await openYear(base)
  await refused(base, 'bad-input', sentence, () => register(year, input))
})

test('a post that is not there is not made', async () => {
  const year = await openYear(base)
  await refused(base, 'not-found', /没有岗位“甲局\/局长”；用 post list/, () => register(year, { post: '甲局/局长', name: '张三' }))
})
