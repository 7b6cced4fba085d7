/** What the machine or its owner must put right. People see `message` and nothing else: no stack, no class name. */
export class CannotStart extends Error {
  constructor(zh: string, en: string) {
    super(`${zh}(${en})`)
    this.name = 'CannotStart'
  }
}

export const alreadyRunning = (pid: string) =>
  new CannotStart(`本目录的系统已在运行（进程 ${pid}），请先停止它。`, `The system of this folder is running as pid ${pid}: stop it first.`)

export const notInstalled = (what: string) =>
  new CannotStart(`没有找到 ${what}，请先运行 npm run setup。`, `${what} is not installed: run \`npm run setup\`.`)

export const passwordLost = (data: string, secret: string) =>
  new CannotStart(
    `数据库 ${data} 的密码文件 ${secret} 已不在：请恢复该文件，或移走数据库文件夹以重新开始。`,
    `The password ${secret} of the database ${data} is gone: restore that file, or move the database away to begin anew.`,
  )

/** `reason`: the last words of the program's log. */
export const ended = (program: string, log: string, reason: string) =>
  /no space left on device|disk quota exceeded/i.test(reason)
    ? new CannotStart(
        `磁盘已满，${program} 无法启动，请腾出空间后重试。`,
        `The disk is full and ${program} cannot start: free some space and try again.`,
      )
    : /permission denied|read-only file system/i.test(reason)
      ? new CannotStart(`没有写入权限，${program} 无法启动：${reason}。`, `${program} cannot start for lack of permission: ${reason}.`)
      : new CannotStart(`${program} 无法启动：${reason}；日志见 ${log}。`, `${program} did not start: ${reason}; its log is ${log}.`)

export const notReady = (program: string, seconds: number, log: string) =>
  new CannotStart(
    `${program} 启动 ${seconds} 秒后仍未就绪，日志见 ${log}。`,
    `${program} was not ready after ${seconds} s, its log is ${log}.`,
  )

export const endedByItself = (program: string) =>
  new CannotStart(
    `${program} 意外停止，系统随之停止；再次启动即从原处继续。`,
    `${program} ended by itself: start again to go on where it was.`,
  )

export const wrongUser = (uid: number | undefined, reason: string) =>
  new CannotStart(
    `PostgreSQL 无法以用户 ${uid ?? '当前用户'} 运行：${reason}。`,
    `PostgreSQL does not run as ${uid === undefined ? 'this user' : `uid ${uid}`}: ${reason}.`,
  )
