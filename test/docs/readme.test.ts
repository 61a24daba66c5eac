import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { pressFirstButtonAt } from '../example-server/reset'
import { pack, packageRoot } from '../package/packed'
import { freePort } from '../redis/free-port'
import { startRedisServer, type RedisServer } from '../redis/redis-server'
import { makeCertificate, startSmtpServer, type SmtpTestServer } from '../senders/smtp-test-server'
import { readerIn, type Reader, type RunningServer } from './follow'
import { blocksOfReadme, type Block } from './readme'

// The README followed to the letter, in an empty folder. What only a reader has is put in: the repository's URL, the registry's
// package, and ports, a mail server and a Redis of this test's.

const client_secret = 'a-client-secret'
const new_password = 'new-password-1'

let folder: string
let redis: RedisServer
let mailServer: SmtpTestServer
let port: number
const running: RunningServer[] = []

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'readme-'))
  const certificate = makeCertificate()
  writeFileSync(join(folder, 'ca.pem'), certificate.ca)
  mailServer = await startSmtpServer({ secure: true, ...certificate, passwords: { user: 'password' } })
  redis = await startRedisServer()
  port = await freePort()
})

afterAll(async () => {
  for (const server of running) await server.stop()
  await mailServer.close()
  await redis.stop()
  rmSync(folder, { recursive: true, force: true })
})

const [clone, tests, ...fiveMinutes] = blocksOfReadme(packageRoot)

test('trying it: clone, install, start', async () => {
  const reader = readerIn(folderIn('to-try'), [
    [
      'https://git.example.org/express-matrix-password-reset.git',
      repositoryIn(folderIn('express-matrix-password-reset')),
    ],
    // What npm would fetch is here already, in the same versions.
    ['npm install &&', `cp -al ${join(packageRoot, 'node_modules')} . && npm install &&`],
  ])
  const example = await start(reader, clone, (output) => output.includes('By SMS'), { PORT: '0' })
  // The first that it prints is the page to begin with.
  const [, page = ''] = /(?:^|\n)[^\n]*: (http:\S+\/reset)\n/.exec(example.output()) ?? []
  expect(await (await fetch(page)).text()).toContain('<form')
}, 120_000)

test('testing it: what CI runs, and what the package calls so', () => {
  // Not run here: this is a part of it.
  expect(readFileSync(join(packageRoot, '.ci/run'), 'utf8')).toContain(tests?.code)
  expect(tests?.code).toBe('npm install && npm test\n')
})

test('a server of one’s own in five minutes', async () => {
  const { filename } = await pack(folder)
  const reader = readerIn(folderIn('of-ones-own'), [
    ['npm install express-matrix-password-reset ', `npm install ${join(folder, filename)} `],
    ['8008', String(port)],
    ['redis://127.0.0.1:6379', redis.url],
    ['mail.example.org', `127.0.0.1:${mailServer.port}`],
  ])
  const [install, accounts, firstServer, startFirst, installMore, secondServer, startSecond, ...more] = fiveMinutes
  expect(more).toEqual([])

  for (const block of [install, accounts, firstServer]) await reader.follow(given(block))
  const first = await start(reader, startFirst, isUp)
  expect((await fetch(`${baseUrl()}/reset`)).status).toBe(200)
  await resetPassword(async () => {
    const messages = (await (await fetch(`${baseUrl()}/outbox`)).json()) as { links: string[] }[]
    return messages[0]?.links[0]
  })
  expect(first.output()).toContain('@alice:example.org has a new password')
  await first.stop()

  for (const block of [installMore, secondServer]) await reader.follow(given(block))
  const second = await start(reader, startSecond, isUp, { NODE_EXTRA_CA_CERTS: join(folder, 'ca.pem') })
  await resetPassword(() => Promise.resolve(/https:\S+/.exec(mailServer.mails[0]?.parsed.text ?? '')?.[0]))
  expect(second.output()).toContain('@alice:example.org has a new password')
  expect(await redis.connect().dbsize()).toBeGreaterThan(0)
}, 120_000)

/** As a client and a person do it: ask, press the button behind the link, set the password. */
async function resetPassword(findLink: () => Promise<string | undefined>): Promise<void> {
  const account = `${baseUrl()}/_matrix/client/v3/account/password`
  const answer = await post(`${account}/email/requestToken`, {
    client_secret,
    email: 'alice@example.org',
    send_attempt: 1,
  })
  expect(answer).toEqual({ sid: expect.any(String) })
  const link = (await findLink()) ?? ''
  // What `publicBaseUrl` names, the reverse proxy would bring here.
  const { status } = await pressFirstButtonAt(link.replace(/^https?:\/\/[^/]+/, baseUrl()))
  expect(status).toBe(200)
  const auth = { type: 'm.login.email.identity', threepid_creds: { ...answer, client_secret } }
  expect(await post(account, { auth, new_password })).toEqual({})
}

async function post(url: string, json: object): Promise<object> {
  return (await (await fetch(url, { method: 'POST', body: JSON.stringify(json) })).json()) as object
}

async function start(
  reader: Reader,
  block: Block | undefined,
  isReady: (output: string) => boolean | Promise<boolean>,
  env: Readonly<Record<string, string>> = {},
): Promise<RunningServer> {
  const server = await reader.start(given(block), isReady, env)
  running.push(server)
  return server
}

const baseUrl = (): string => `http://127.0.0.1:${port}`

const isUp = (): Promise<boolean> =>
  fetch(baseUrl()).then(
    () => true,
    () => false,
  )

function given(block: Block | undefined): Block {
  if (!block) throw new Error('The README has a block less than this test follows')
  return block
}

function folderIn(name: string): string {
  const path = join(folder, name)
  mkdirSync(path)
  return path
}

/** What stands in this folder now, as a repository to clone. */
function repositoryIn(path: string): string {
  const isLeftOut = /^(?:\.git|node_modules|dist|coverage|\.eslintcache|blocks-\w+)$/
  // The clone's own folder may have any name.
  const isCopied = (source: string) => source === packageRoot || !isLeftOut.test(basename(source))
  cpSync(packageRoot, path, { recursive: true, filter: isCopied })
  const git = (...args: string[]): void => void execFileSync('git', args, { cwd: path, stdio: 'pipe' })
  git('init', '-q')
  git('add', '--all')
  git('-c', 'user.name=Test', '-c', 'user.email=test@example.org', 'commit', '-q', '-m', 'As it is')
  return path
}
