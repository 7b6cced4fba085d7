import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { own } from '../../runtime/owner.ts'
import { startTicks } from '../../runtime/process.ts'
import { announce, findRunning } from '../../runtime/running.ts'

let home: string
beforeEach(() => {
  home = fs.mkdtempSync(path.join(os.tmpdir(), 'niankao-running-'))
})
afterEach(() => {
  fs.rmSync(home, { recursive: true, force: true })
})

/** A pid that is certainly nobody's: its process has just ended. */
const deadPid = () => spawnSync(process.execPath, ['-e', '']).pid

describe('running.json', () => {
  const reach = { databaseUrl: 'postgres://niankao:secret@127.0.0.1:5432/niankao', temporalAddress: '127.0.0.1:7233', httpPort: 8080 }

  test('tells how to reach a living process, to its owner only, until it is taken back', () => {
    const takeBack = announce(home, reach)
    expect(findRunning(home)).toEqual({ pid: process.pid, startTicks: startTicks(process.pid), ...reach })
    expect(fs.statSync(path.join(home, 'running.json')).mode & 0o777).toBe(0o600)
    expect(fs.readdirSync(home)).toEqual(['running.json'])
    takeBack()
    expect(findRunning(home)).toBeUndefined()
  })

  test('does not count when its process is dead, or its pid is now that of another', () => {
    announce(home, reach)
    const file = path.join(home, 'running.json')
    const text = fs.readFileSync(file, 'utf8')
    fs.writeFileSync(file, text.replace(`"pid": ${process.pid}`, `"pid": ${deadPid()}`))
    expect(findRunning(home)).toBeUndefined()
    fs.writeFileSync(file, text.replace(startTicks(process.pid), '1'))
    expect(findRunning(home)).toBeUndefined()
    fs.writeFileSync(file, text.slice(0, 20))
    expect(findRunning(home)).toBeUndefined()
  })

  test('of a successor is not taken back', () => {
    const takeBack = announce(home, reach)
    const file = path.join(home, 'running.json')
    fs.writeFileSync(file, fs.readFileSync(file, 'utf8').replace(`"pid": ${process.pid}`, '"pid": 1'))
    takeBack()
    expect(fs.existsSync(file)).toBe(true)
  })
})

describe('the owner of a folder', () => {
  const file = () => path.join(home, 'owner')

  test('is one at a time', () => {
    const release = own(file())
    expect(() => own(file())).toThrow(`is running as pid ${process.pid}`)
    release()
    own(file())()
    expect(fs.readdirSync(home)).toEqual([])
  })

  test.each(['', 'nonsense', () => `${deadPid()} 1`, () => `${process.pid} 1`])('that is gone gives way (%#)', (left) => {
    fs.writeFileSync(file(), typeof left === 'string' ? left : left())
    own(file())()
    expect(fs.readdirSync(home)).toEqual([])
  })
})
