import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { Refusal, type RefusalCode } from '../../records/refusal.ts'

/** What every failed request answers: a code for programs, a sentence for people. */
export const ErrorShape = z.object({ error: z.object({ code: z.string(), message: z.string() }) })

const statuses: Record<RefusalCode, number> = {
  'not-found': 404,
  'wrong-role': 403,
  'too-late': 409,
  'too-early': 409,
  'already-done': 409,
  'bad-input': 400,
  'too-large': 413,
  conflict: 409,
}

/** Answers an error as JSON. What nobody foresaw goes to `onError`, and the reader is only told that it happened. */
export function answerErrors(onError: (error: Error) => void) {
  return (error: FastifyError | Refusal, _request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    if (error instanceof Refusal) return say(reply, statuses[error.code], error.code, error.message)
    if (hasZodFastifySchemaValidationErrors(error)) {
      const found = error.validation.map((issue) => `${issue.instancePath.slice(1)}：${issue.message}`)
      return say(reply, 400, 'bad-input', `请求不符合要求：${found.join('；')}。`)
    }
    if (error.statusCode !== undefined && error.statusCode < 500)
      return say(reply, error.statusCode, 'bad-input', '请求无法读取：地址或内容的写法不对。')
    onError(error)
    return say(reply, 500, 'internal', '服务器内部出错，请求未能完成；详情见服务器日志。')
  }
}

/** Answers a request for an address that does not exist. */
export function answerUnknown(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return say(reply, 404, 'not-found', `没有 ${request.method} ${request.url.split('?')[0] ?? ''} 这个地址。`)
}

function say(reply: FastifyReply, status: number, code: string, message: string): FastifyReply {
  return reply.status(status).header('cache-control', 'no-store').send({ error: { code, message } })
}
