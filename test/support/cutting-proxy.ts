import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

/**
 * Stands between a client and the server at `url`. The first time the client sends something with `text` in it, the server gets it and does it, and the
 * connection is cut before the client hears of that; everything else passes.
 */
export async function cuttingProxy(url: string, text: string) {
  const [{ hostname, port }, own] = [new URL(url), new URL(url)]
  const sockets = new Set<Socket>()
  let cuts = 0
  const server = createServer((client) => {
    const upstream = connect(Number(port), hostname)
    let cutting = false
    const end = () => [client, upstream].forEach((socket) => socket.destroy())
    for (const socket of [client, upstream]) sockets.add(socket.on('error', end).on('close', end))
    client.on('data', (sent) => {
      cutting ||= cuts === 0 && sent.includes(text)
      upstream.write(sent)
    })
    upstream.on('data', (answer) => {
      if (!cutting) return void client.write(answer)
      cuts++
      end()
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  own.port = String((server.address() as AddressInfo).port)
  const close = async () => {
    for (const socket of sockets) socket.destroy()
    await new Promise((done) => server.close(done))
  }
  return { url: own.href, cuts: () => cuts, close }
}
