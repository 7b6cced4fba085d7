import { afterEach, describe, expect, test } from 'vitest'
import { FakeMachine, workingNpm } from './fake-machine.ts'

const temporal = 'echo "temporal version 1.9.1 (Server 1.32.0, UI 2.54.1)"'
/** The command line takes itself for an old one; what it starts does not. */
const oldNode = `if(process.argv[1]?.endsWith('niankao.mjs'))Object.defineProperty(process,'versions',{value:{...process.versions,node:'20.20.2'}})`

let machine: FakeMachine
afterEach(() => {
  machine.remove()
})

describe.each([
  { node: 'a Node that can run the sources', options: {} },
  { node: 'an older Node, which hands over to the one that was installed', options: { preload: oldNode } },
])('niankao on $node', ({ options }) => {
  test('sets up first, keeps stdout for the command, and passes arguments and exit status on', async () => {
    machine = new FakeMachine({ npm: workingNpm, temporal })
    const source = 'console.log(JSON.stringify(process.argv.slice(2)))\nprocess.exitCode = 3 satisfies number'
    const first = await machine.niankao(source, ['score', '--json', '事实.yaml'], options).ended
    expect(first).toMatchObject({ status: 3, stdout: '["score","--json","事实.yaml"]\n' })
    expect(first.stderr).toContain('installing dependencies')
    const second = await machine.niankao(source, [], options).ended
    expect(second).toEqual({ status: 3, stdout: '[]\n', stderr: '' })
  })

  test('lets the command end in its own way on a signal', async () => {
    machine = new FakeMachine({ npm: workingNpm, temporal })
    const source = `process.on('SIGTERM', () => { console.log('goodbye'); process.exit(7) })\nsetInterval(() => {}, 1000)\nconsole.log('up')`
    const { child, ended } = machine.niankao(source, [], options)
    child.stdout?.once('data', () => child.kill('SIGTERM'))
    expect(await ended).toMatchObject({ status: 7, stdout: 'up\ngoodbye\n' })
  })

  test('runs nothing when set-up fails', async () => {
    machine = new FakeMachine({ npm: 'exit 1' })
    const { status, stdout, stderr } = await machine.niankao('console.log(1)', [], options).ended
    expect([status, stdout]).toEqual([1, ''])
    expect(stderr).toContain('npm ci failed')
  })
})
