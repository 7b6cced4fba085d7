import { once } from 'node:events'
import { createServer } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'
import PostalMime from 'postal-mime'
import type { Email } from 'postal-mime'
import { SMTPServer } from 'smtp-server'
import type { SMTPServerOptions } from 'smtp-server'

/** A mail as it arrived: its envelope, its octets, and what a mail program reads in them. */
export interface Arrived {
  readonly from: string
  readonly to: readonly string[]
  readonly raw: Buffer
  readonly mail: Email
}

/** A real SMTP server that keeps what it takes; on a free port unless one is given. */
export async function postOffice(options: SMTPServerOptions = {}, at = 0) {
  const arrived: Arrived[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    disableReverseLookup: true,
    closeTimeout: 200,
    onData(stream, session, done) {
      void (async () => {
        const chunks: Buffer[] = []
        for await (const chunk of stream) chunks.push(chunk as Buffer)
        const raw = Buffer.concat(chunks)
        const { mailFrom, rcptTo } = session.envelope
        arrived.push({
          from: mailFrom ? mailFrom.address : '',
          to: rcptTo.map(({ address }) => address),
          raw,
          mail: await PostalMime.parse(raw),
        })
        done()
      })()
    },
    ...options,
  })
  server.on('error', () => undefined) // a client that breaks off is no failure of a test
  server.listen(at, '127.0.0.1')
  await once(server.server, 'listening')
  const { port } = server.server.address() as AddressInfo
  return { url: `smtp://127.0.0.1:${port}`, port, arrived, close: () => new Promise<void>((done) => server.close(() => done())) }
}

/** What a scripted server does instead of its part; the others go as usual. */
export interface Script {
  readonly greeting?: (socket: Socket) => void
  readonly data?: (socket: Socket) => void
  readonly afterDot?: (socket: Socket) => void
}

/** A server by hand, for what a well-behaved one never does: to break off or fall silent in the middle. */
export async function scriptedServer(script: Script) {
  const sockets = new Set<Socket>()
  let connections = 0
  const server = createServer((socket) => {
    connections++
    sockets.add(socket)
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket))
    converse(socket, script)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `smtp://127.0.0.1:${port}`,
    connections: () => connections,
    close: () => {
      for (const socket of sockets) socket.destroy()
      return new Promise<void>((done) => server.close(() => done()))
    },
  }
}

function converse(socket: Socket, script: Script): void {
  let inData = false
  let seen = ''
  const reply = (line: string) => socket.write(`${line}\r\n`)
  if (script.greeting) script.greeting(socket)
  else reply('220 by hand')
  socket.on('data', (chunk) => {
    seen += chunk.toString('latin1')
    if (inData) {
      if (!seen.endsWith('\r\n.\r\n')) return
      inData = false
      if (script.afterDot) script.afterDot(socket)
      else reply('250 taken')
    } else {
      for (const line of seen.split('\r\n').slice(0, -1)) {
        if (line !== 'DATA') reply('250 fine')
        else if (script.data) script.data(socket)
        else reply('354 go on')
        inData ||= line === 'DATA'
      }
    }
    seen = ''
  })
}
