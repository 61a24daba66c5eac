import { memoryStore } from '../../lib'
import { SecretKeys } from '../../lib/sessions/secrets'
import { parseSid } from '../../lib/sessions/sid'
import { stopToken } from '../../lib/sessions/tags'
import { expectError, expectPage } from './answers'
import { hostKinds, startHost, type HostKind } from '../host/host'
import { askForToken, credentialsOf, formsOf, pressButton, submitToken, type ClientSession } from './flow'

const secret = 'a secret of thirty-two characters'
const keys = new SecretKeys(secret)
const start = (kind: HostKind) => startHost(kind, { secret, store: memoryStore(), sms: { deliver: 'link' } })

function stopOf({ medium, sid }: ClientSession): string {
  const ref = parseSid(sid)
  if (!ref) throw new Error('no sid of ours')
  return stopToken(keys, medium, ref)
}

describe.each(hostKinds)('a link that only stops, on a host $name', (kind) => {
  test('its page has one form, and that ends every session of the address', async () => {
    const host = await start(kind)
    const session = await askForToken(host, 'email')
    const other = await askForToken(host, 'email', { client_secret: 'another' })
    const query = { sid: session.sid, token: stopOf(session) }
    const page = await host.agent.get(host.confirmPath('email')).query(query).set('Accept', 'text/html')
    expectPage(page, 200)
    const forms = formsOf(page.text)
    expect(forms).toHaveLength(1)
    expect(page.text).toContain('@alice:localhost')
    expect(await submitToken(host, session)).toMatchObject({ status: 200 })
    expectPage(await pressButton(host, forms[0]), 200)
    expectError(await submitToken(host, other), 400, 'M_SESSION_EXPIRED')
    expect(await host.passwordReset.validated(credentialsOf(session))).toBeNull()
    expectPage(await pressButton(host, forms[0]), 400)
  })

  test('it confirms nothing, wherever it is brought', async () => {
    const host = await start(kind)
    const session = await askForToken(host, 'email')
    const token = stopOf(session)
    const path = host.confirmPath('email')
    expectError(await host.agent.post(path).send({ sid: session.sid, token }), 400, 'M_TOKEN_INCORRECT')
    expectError(
      await host.agent.post(path).send({ sid: session.sid, token, action: 'confirm' }),
      400,
      'M_TOKEN_INCORRECT',
    )
    expectError(await submitToken(host, session, { token }), 400, 'M_TOKEN_INCORRECT')
    expect(await host.passwordReset.validated(credentialsOf(session))).toBeNull()
  })

  test.each(['link', 'stop'] as const)(
    'while a new password is being set, the page of the %s token says what may have happened',
    async (which) => {
      const host = await start(kind)
      const session = await askForToken(host, 'email')
      await submitToken(host, session)
      const query = { sid: session.sid, token: which === 'stop' ? stopOf(session) : session.token }
      let page: Awaited<ReturnType<typeof pressButton>> | undefined
      const redeemed = host.passwordReset.redeem(credentialsOf(session), async () => {
        const shown = await host.agent.get(host.confirmPath('email')).query(query).set('Accept', 'text/html')
        const forms = formsOf(shown.text)
        expect(forms).toHaveLength(1)
        page = await pressButton(host, forms[0])
        throw new Error('too late')
      })
      await expect(redeemed).rejects.toThrow('too late')
      expect(page?.status).toBe(200)
      expect(page?.text).toContain('Your password may have been changed')
      // And no claim is given back after it.
      expect(await host.passwordReset.validated(credentialsOf(session))).toBeNull()
    },
  )

  test('of a code there is a page that stops, and none that confirms', async () => {
    const host = await startHost(kind, { secret, store: memoryStore(), email: { deliver: 'code' } })
    const session = await askForToken(host, 'email')
    const path = host.confirmPath('email')
    const browser = (token: string) =>
      host.agent.get(path).query({ sid: session.sid, token }).set('Accept', 'text/html')
    expectPage(await browser(session.token), 400)
    const page = await browser(stopOf(session))
    expectPage(page, 200)
    expectPage(await pressButton(host, formsOf(page.text)[0]), 200)
    expectError(await submitToken(host, session), 400, 'M_SESSION_EXPIRED')
  })
})

test("nobody's decoy has no page, whatever its token", async () => {
  const [kind] = hostKinds
  if (!kind) return
  const host = await startHost(kind, { secret, store: memoryStore(), unknownThreepid: 'conceal' })
  const body = { email: 'nobody@example.org', client_secret: 'a-client-secret', send_attempt: 1 }
  const { sid } = (await host.agent.post(host.requestTokenPath('email')).send(body)).body as { sid: string }
  const token = stopOf({ medium: 'email', sid } as ClientSession)
  expectPage(await host.agent.get(host.confirmPath('email')).query({ sid, token }).set('Accept', 'text/html'), 400)
})
