import express from 'express'
import { memoryStore } from '../../lib'
import { plainHost, startHost, type TestHost } from '../host/host'
import type { HttpAnswer, RawRequest } from '../host/exchange'
import { secret } from './abuse-host'
import { contentTypes, nastyAddresses, nastyStrings } from './hostile-values'
import { Random } from './random'

/** By hand with any number, and a seed that a failure has printed, as with the other fuzzer. */
const requests = Number(process.env['FUZZ_REQUESTS'] ?? 2_000)
const seed = Number(process.env['FUZZ_SEED'] ?? Math.floor(Math.random() * 2 ** 31))

const pages = ['', '/sent', '/email', '/msisdn', '/again', '/code', '/password', '/start-again', '/done', '/', '/other']
const names = [
  ...['email', 'phone_number', 'country', 'token', 'new_password', 'new_password_again', 'logout_devices'],
  ...['__proto__', 'constructor', 'email[]', 'email[a]', 'of', 'sid', 'client_secret', ''],
]
const steps = ['/msisdn', '/code', '/password']
const origin = 'https://matrix.example.org'
const form = 'application/x-www-form-urlencoded'
/** What the page sends on to: pages of its own. */
const ownLocation = /^\/reset(?:\/(?:sent|code|password|done\?[\w=%&-]+))?$/
const passable = new Set([200, 303, 400, 403, 404, 405, 413, 415])

/** A browser that does not keep to the page: it presses what is not there, and changes what it was given. */
class Hostile {
  /** The newest cookies that the page has set, as `name=value`. */
  private readonly cookies: string[] = []
  private step = 0

  constructor(
    private readonly host: TestHost,
    private readonly random: Random,
  ) {}

  async send(): Promise<{ readonly request: RawRequest; readonly answer: HttpAnswer }> {
    const request = this.random.chance(0.2) ? this.nextStep() : this.anything()
    const answer = await this.host.raw(request)
    const set = (answer.headers['set-cookie'] ?? []).filter((one) => !one.includes('Max-Age=0'))
    this.cookies.push(...set.map((one) => one.split(';')[0] ?? ''))
    return { request, answer }
  }

  /** As a person would go on, so that the others come at each step of a reset. */
  private nextStep(): RawRequest {
    const end = steps[this.step % steps.length] ?? ''
    this.step += 1
    const headers = { Origin: origin, 'Content-Type': form, Cookie: this.cookies.at(-1) ?? '' }
    return { method: 'POST', path: `/reset${end}`, headers, body: this.goodBody(end) }
  }

  private anything(): RawRequest {
    const { random } = this
    const method = random.pick(['GET', 'POST', 'POST', 'POST', 'HEAD', 'PUT', 'OPTIONS'])
    const end = random.pick(pages)
    const query = random.chance(0.1) ? `?result=${encodeURIComponent(this.cookies.at(-1)?.split('=')[1] ?? 'x')}` : ''
    const headers = {
      ...(random.chance(0.8) && { Origin: origin }),
      ...(random.chance(0.1) && { 'Sec-Fetch-Site': random.pick(['same-site', 'cross-site', 'none', 'same-origin']) }),
      ...(this.cookies.length > 0 && random.chance(0.8) && { Cookie: this.cookie() }),
      'Content-Type': random.chance(0.8) ? form : random.pick(contentTypes),
    }
    const body = random.chance(0.3) ? this.goodBody(end) : this.badBody()
    return { method, path: `/reset${end}${query}`, headers, ...(['POST', 'PUT'].includes(method) && { body }) }
  }

  /** As it came, or cut, changed, twice, beside another, or in other white space. */
  private cookie(): string {
    const { random } = this
    const cookie = random.pick(this.cookies.slice(random.chance(0.7) ? -1 : -8))
    const at = random.below(cookie.length)
    return random.pick([
      ...Array.from({ length: 8 }, () => cookie),
      cookie.slice(0, at),
      `${cookie.slice(0, at)}A${cookie.slice(at + 1)}`,
      `${cookie}; ${cookie}`,
      `${cookie};${random.pick(this.cookies)}`,
      ` a=b;\t${cookie} `,
    ])
  }

  private goodBody(end: string): string {
    const { random } = this
    const bodies: Readonly<Record<string, string>> = {
      '/email': `email=${random.pick(['alice', 'bob', 'nobody'])}%40example.org`,
      '/msisdn': `country=GB&phone_number=0740012345${6 + random.below(2)}`,
      '/code': `token=${this.host.outbox.messages.at(-1)?.code ?? ''}`,
      '/password': 'new_password=correct+horse&new_password_again=correct+horse',
    }
    return bodies[end] ?? ''
  }

  private badBody(): string {
    const { random } = this
    const noise = random.bytes(40).toString('latin1')
    const value = () => random.pick([random.pick(nastyStrings), random.pick(nastyAddresses), noise])
    const fields = Array.from({ length: random.below(5) }, (): [string, string] => [random.pick(names), value()])
    const asForm = new URLSearchParams(fields).toString()
    return random.pick([asForm, asForm, asForm, JSON.stringify(Object.fromEntries(fields)), noise, 'x'.repeat(17_000)])
  }
}

function complaintOf({ status, headers, text }: HttpAnswer): string | undefined {
  if (!passable.has(status)) return `status ${status}`
  if (/<script|alert\(1\)>|onerror=/i.test(text)) return 'holds a script'
  if (headers.location !== undefined && !ownLocation.test(headers.location)) return `leads to ${headers.location}`
  if (Object.keys(headers).some((name) => name.startsWith('access-control'))) return 'has CORS headers'
  const isPage = String(headers['content-type']).startsWith('text/html')
  if (isPage && !String(headers['content-security-policy']).startsWith("default-src 'none'")) return 'has no policy'
  return undefined
}

test.each([
  ['bodies unread', []],
  ['bodies parsed', [express.json(), express.urlencoded({ extended: true }), express.text()]],
])(
  'whatever the reset page is sent, on a host with %s, it answers with a page of its own and changes no password but with a code',
  async (_name, parsers) => {
    const host = await startHost({ ...plainHost, parsers }, { resetPage: {}, store: memoryStore(), secret })
    const hostile = new Hostile(host, new Random(seed))
    const answered = new Map<number, number>()
    for (let index = 0; index < requests; index += 1) {
      const { request, answer } = await hostile.send()
      answered.set(answer.status, (answered.get(answer.status) ?? 0) + 1)
      const complaint = complaintOf(answer)
      if (complaint !== undefined) throw new Error(`seed ${seed}: ${complaint}: ${JSON.stringify(request)}`)
    }
    // It got behind the first checks.
    for (const status of [200, 303, 400, 403, 405, 413]) expect(answered.has(status)).toBe(true)
    const validated = host.events.filter(({ type }) => type === 'validated')
    expect(host.changes.length).toBeGreaterThan(0)
    expect(host.changes.length).toBeLessThanOrEqual(validated.length)
    for (const { newPassword } of host.changes) expect(newPassword).not.toBe('')
    const strangers = host.outbox.messages.filter(
      ({ to }) => !/^(?:(?:alice|bob)@example\.org|\+44740012345[67])$/.test(to),
    )
    expect(strangers).toEqual([])
    expect(host.logLines).toEqual([])
  },
  120_000,
)
