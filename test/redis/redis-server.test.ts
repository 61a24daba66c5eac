import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { startRedisCluster } from './redis-cluster'
import { startRedisServer, type RedisServer } from './redis-server'
import { waitFor } from './wait-for'

describe('the Redis that the tests start', () => {
  let server: RedisServer
  beforeAll(async () => {
    server = await startRedisServer()
  })
  afterAll(() => server.stop())
  beforeEach(() => server.flush())

  test('serves on a port of its own, and tells its time', async () => {
    const other = await startRedisServer()
    try {
      expect(other.port).not.toBe(server.port)
      await server.connect().set('kept', 'here')
      expect(await other.connect().get('kept')).toBeNull()
      expect(Math.abs((await server.now()) - Date.now())).toBeLessThan(5_000)
    } finally {
      await other.stop()
    }
    expect(isRunning(other.pid)).toBe(false)
  })

  test('stands still and goes on, and carries out what was sent to it meanwhile', async () => {
    const client = server.connect()
    await client.ping()
    server.pause()
    let answered = false
    const answer = client.set('sent', 'meanwhile').then(() => (answered = true))
    await once(connect(server.port, '127.0.0.1'), 'connect')
    expect(answered).toBe(false)
    server.resume()
    await answer
    expect(await client.get('sent')).toBe('meanwhile')
  })

  test('comes back empty on the same port after a restart, and its clients with it', async () => {
    const client = server.connect()
    await client.set('kept', 'here')
    const { pid, port } = server
    await server.restart()
    expect(server.pid).not.toBe(pid)
    expect(server.port).toBe(port)
    expect(await client.get('kept')).toBeNull()
  })

  test('does not outlive a process that is killed', async () => {
    const starter = spawn(process.execPath, [join(__dirname, 'start-and-wait.cjs')], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const [line] = (await once(starter.stdout, 'data')) as [Buffer]
    const { pid, directory } = JSON.parse(line.toString()) as { pid: number; directory: string }
    expect(isRunning(pid)).toBe(true)
    starter.kill('SIGKILL')
    await waitFor('the server to end', () => !isRunning(pid))
    await waitFor('its directory to be gone', () => !existsSync(directory))
  })
})

describe('the Redis Cluster that the tests start', () => {
  test('spreads keys over three masters', async () => {
    const cluster = await startRedisCluster()
    try {
      const client = cluster.connect()
      await Promise.all(Array.from({ length: 60 }, (_, index) => client.set(`key-${index}`, 'value')))
      const sizes = await Promise.all(cluster.masters.map((master) => master.connect().dbsize()))
      expect(sizes).toHaveLength(3)
      expect(sizes.reduce((sum, size) => sum + size)).toBe(60)
      expect(Math.min(...sizes)).toBeGreaterThan(0)
      await cluster.flush()
      expect(await cluster.masters[0]!.connect().dbsize()).toBe(0)
    } finally {
      await cluster.stop()
    }
  })
})

const isRunning = (pid: number): boolean => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
