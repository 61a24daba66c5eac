// A process of its own that serves hosts, as a homeserver's processes do. Its parent (`fleet.ts`) says over IPC what to
// serve, and is told of every message, log line, event and password change, in the order in which they happened.
import { createHost } from './worker-host.mjs'

const hosts = []
let hostsBegun = 0

/** What the parent may ask for. */
const verbs = {
  async serve(settings) {
    const index = hostsBegun
    hostsBegun += 1
    hosts[index] = await createHost(settings, (told) => process.send?.({ host: index, ...told }))
    return { index, port: hosts[index].port }
  },
  validated: ({ host, credentials }) => hosts[host].passwordReset.validated(credentials),
  revoke: ({ host, threepid }) => hosts[host].passwordReset.revoke(threepid),
  close: ({ host }) => hosts[host].close(),
  release: ({ host }) => hosts[host].gate.open(),
  /** Answered behind all that the host's Redis client has sent so far. */
  pingRedis: ({ host }) => hosts[host].redis.ping(),
  /** Answered behind all that the parent has been told so far. */
  settle: () => undefined,
}

process.on('message', ({ id, verb, argument }) => {
  void (async () => verbs[verb](argument))().then(
    (result) => process.send?.({ id, result }),
    (error) => process.send?.({ id, error: String(error?.message ?? error) }),
  )
})
for (const kind of ['unhandledRejection', 'uncaughtException'])
  process.on(kind, (error) => process.send?.({ tell: 'unhandled', unhandled: `${kind}: ${error?.stack ?? error}` }))
// However the parent ended.
process.on('disconnect', () => process.exit())
process.send?.({ tell: 'ready' })
