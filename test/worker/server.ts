import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { Connection } from '@temporalio/client'
import { inject } from 'vitest'
import { bundleFile } from '../../worker/bundle.ts'
import { cloneDatabase, type TestDatabase } from '../support/database.ts'

/** A PostgreSQL and a Temporal that the product did not start, as settings of a process; nobody else works in this namespace. */
export type Server = { env: Record<string, string>; home: string; clone: TestDatabase; remove(): Promise<void> }

/** `bundled`: its workflows are bundled already, as on a server that has run before. */
export async function prepareServer({ bundled = false } = {}): Promise<Server> {
  const clone = await cloneDatabase()
  const namespace = clone.name.replaceAll('_', '-')
  await registerNamespace(namespace)
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'niankao-server-'))
  if (bundled) fs.cpSync(inject('bundle'), bundleFile(home))
  const env = {
    DATABASE_URL: clone.url,
    TEMPORAL_ADDRESS: inject('temporal'),
    TEMPORAL_NAMESPACE: namespace,
    NIANKAO_HOME: home,
    HTTP_PORT: '0',
  }
  const remove = async () => {
    fs.rmSync(home, { recursive: true, force: true })
    await clone.drop()
  }
  return { env, home, clone, remove }
}

/** A new namespace is known to the whole server only after a moment. */
async function registerNamespace(namespace: string): Promise<void> {
  const connection = await Connection.connect({ address: inject('temporal') })
  try {
    await connection.workflowService.registerNamespace({ namespace, workflowExecutionRetentionPeriod: { seconds: 86_400 as never } })
    for (let attempt = 0; attempt < 200; attempt++) {
      const known = await connection.workflowService.listOpenWorkflowExecutions({ namespace, maximumPageSize: 1 }).then(
        () => true,
        () => false,
      )
      if (known) return
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    throw new Error(`namespace ${namespace} did not become known`)
  } finally {
    await connection.close()
  }
}
