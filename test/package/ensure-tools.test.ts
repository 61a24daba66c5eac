import { spawnSync } from 'node:child_process'
import { chmod, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** What `npm test` asks of the machine, on a PATH of this test's making: nothing on it is run but `which`. */
const script = join(__dirname, '../../scripts/ensure-tools.mjs')
let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tools-'))
  await program('which', '#!/bin/sh\n[ -x "$1" ] || [ -x "${0%/*}/$1" ]\n')
  await symlink('/bin/sh', join(folder, 'sh'))
})
afterEach(() => rm(folder, { recursive: true }))

async function program(name: string, text = '#!/bin/sh\nexit 1\n'): Promise<void> {
  const file = join(folder, name)
  await writeFile(file, text)
  await chmod(file, 0o755)
}

function ensureTools(redisServer?: string): { status: number | null; told: string } {
  const env = { PATH: folder, ...(redisServer !== undefined && { REDIS_SERVER: redisServer }) }
  const { status, stderr } = spawnSync(process.execPath, [script], { env, encoding: 'utf8' })
  return { status, told: stderr }
}

async function allBut(...absent: string[]): Promise<void> {
  const names = ['redis-server', 'chromium', 'openssl'].filter((name) => !absent.includes(name))
  await Promise.all(names.map((name) => program(name)))
}

test('is content with all there is to be', async () => {
  await allBut()
  expect(ensureTools()).toEqual({ status: 0, told: '' })
})

test('is content with Valkey alone where REDIS_SERVER names it, by its name or its path', async () => {
  await allBut('redis-server')
  await program('valkey-server')
  expect(ensureTools('valkey-server')).toEqual({ status: 0, told: '' })
  expect(ensureTools(join(folder, 'valkey-server'))).toEqual({ status: 0, told: '' })
})

test('names the program of REDIS_SERVER where that is missing, though redis-server is there', async () => {
  await allBut()
  const { status, told } = ensureTools('valkey-server')
  expect(status).toBe(1)
  expect(told).toMatch(/valkey-server \(named by REDIS_SERVER\)[^]*apt-get install valkey-server\n/)
})

test('names what is missing, and REDIS_SERVER as the other way', async () => {
  await allBut('redis-server', 'openssl')
  await program('valkey-server')
  const { status, told } = ensureTools()
  expect(status).toBe(1)
  expect(told).toMatch(/redis-server 7 or newer \(.*REDIS_SERVER.*\) and openssl/)
  expect(told).toContain('apt-get install redis-server openssl\n')
})
