import { createConsumer, type Consumer } from './consumer'
import { installNodes, nodeVersions, type Nodes } from './nodes'
import { proveAddress, setPassword } from './reset'

const name = 'express-matrix-password-reset'
const installMs = 180_000

const projects = ['esm-javascript', 'commonjs-javascript', 'esm-typescript', 'commonjs-typescript'] as const

interface Host {
  readonly express: number
  readonly dependencies: Readonly<Record<string, string>>
  /** Of the optional ones, those that come with them. */
  readonly libraries: readonly string[]
}

/** One with none of the optional libraries, one that sends its mail by SMTP. */
const hosts: readonly Host[] = [
  { express: 5, dependencies: { express: '^5.0.0', '@types/express': '^5.0.0' }, libraries: [] },
  {
    express: 4,
    dependencies: { express: '^4.21.0', '@types/express': '^4.17.21', nodemailer: '10.5.0' },
    libraries: ['nodemailer'],
  },
]

const optional = ['@sendgrid/mail', '@vonage/auth', '@vonage/sms', 'ioredis', 'nodemailer', 'prom-client', 'redis']

let nodes: Nodes

beforeAll(async () => {
  nodes = await installNodes()
}, installMs)

afterAll(async () => nodes.remove())

describe.each(hosts)('installed beside Express $express', ({ dependencies, libraries }) => {
  let consumer: Consumer

  beforeAll(async () => {
    consumer = await createConsumer(dependencies)
    for (const project of projects) if (project.endsWith('typescript')) await consumer.compile(project)
  }, installMs)

  afterAll(async () => consumer.remove())

  const runs = projects.flatMap((project) => nodeVersions.map((version) => ({ project, version })))

  test.each(runs)('$project resets a password on Node.js $version', async ({ project, version }) => {
    const running = await consumer.start(project, nodes.binary(version))
    try {
      const sid = await proveAddress(running)
      const weak = await setPassword(running, sid, 'short')
      expect(weak).toMatchObject({ status: 400, body: { errcode: 'M_WEAK_PASSWORD' } })
      expect(await setPassword(running, sid, 'correct horse')).toEqual({ status: 200, body: {} })
      const changed = { userId: '@alice:localhost', newPassword: 'correct horse', logoutDevices: true }
      expect(await running.next()).toEqual({ changed })
      expect((await setPassword(running, sid, 'battery staple')).status).toBe(401)
    } finally {
      await running.stop()
    }
  })

  test('import and require give the same classes and functions, in every entry', async () => {
    const { exported } = await consumer.tell('esm-javascript', 'shared-with-commonjs.js')
    const same = (...names: string[]) => names.map((key) => ({ key, same: true }))
    expect(exported).toEqual({
      [name]: same(
        'MatrixError',
        'SendError',
        'StoreUnavailableError',
        'canonicalThreepid',
        'createAccountPasswordRouter',
        'createPasswordResetRouter',
        'createResetPageRouter',
        'memoryStore',
        'outbox',
        'redisStore',
        'redisStoreAcl',
        'redisStoreCommands',
        'sentence',
      ),
      [`${name}/metrics`]: same('createMetrics'),
      [`${name}/sendgrid`]: same('SendError', 'sendgridSender'),
      [`${name}/smtp`]: same('SendError', 'smtpSender'),
      [`${name}/vonage`]: same('SendError', 'vonageSender'),
    })
  })

  test('the command is there under its own name', async () => {
    expect(await consumer.npx(name, 'help')).toMatch(/^Usage: npx --no express-matrix-password-reset/)
  })

  test('no library of a sender that is not used comes with it', async () => {
    const installed = await consumer.installed()
    expect(installed).toEqual(expect.arrayContaining([name, 'express', 'joi', ...libraries]))
    expect(installed.filter((folder) => optional.includes(folder))).toEqual(libraries)
    expect(installed.filter((folder) => /^@?(sendgrid|vonage|ioredis)/.test(folder))).toEqual([])
  })

  test.each(['esm-javascript', 'commonjs-javascript'])(
    '%s: a sender without its library says what to install',
    async (project) => {
      const needs = (factory: string, library: string) =>
        libraries.includes(library)
          ? 'made'
          : `${factory} needs the package ${library}, which is not installed: npm install ${library}`
      expect(await consumer.tell(project, 'make-senders.js')).toEqual({
        metrics: needs('createMetrics', 'prom-client'),
        sendgrid: needs('sendgridSender', '@sendgrid/mail'),
        smtp: needs('smtpSender', 'nodemailer'),
        vonage: needs('vonageSender', '@vonage/sms'),
      })
    },
  )
})
