// One set-up at a time per clone: `npm start` in one window and `npm test` in another must not install side by side.
import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { aliveAs, home, read, startTicks } from './files.mjs'

/** Runs `work` while this process holds the lock; waits as long as another living one has it. */
export async function locked(work, say) {
  const file = path.join(home, 'setup.lock')
  const me = `${process.pid} ${startTicks(process.pid)}`
  for (let waited = false; !take(file, me); waited = true) {
    if (!waited) say(`另一个安装正在进行，等待中 (another set-up is running here, waiting)`)
    await sleep(300)
  }
  const release = () => {
    if (read(file) === me) fs.rmSync(file, { force: true })
  }
  process.on('exit', release)
  try {
    return await work()
  } finally {
    release()
  }
}

function take(file, me) {
  try {
    fs.writeFileSync(file, me, { flag: 'wx' })
    return true
  } catch (e) {
    if (e.code !== 'EEXIST') throw e
  }
  const owner = read(file)
  if (owner ? !aliveAs(owner) : older(file, 5000)) removeStale(file, owner)
  return false
}

/** Two that wait may both find it stale: whoever renames it looks again at what it holds. */
function removeStale(file, owner) {
  const aside = `${file}.${process.pid}`
  try {
    fs.renameSync(file, aside)
    if (read(aside) !== owner) fs.linkSync(aside, file)
    fs.rmSync(aside, { force: true })
  } catch {
    // another one was quicker
  }
}

function older(file, ms) {
  try {
    return Date.now() - fs.statSync(file).mtimeMs > ms
  } catch {
    return false
  }
}
