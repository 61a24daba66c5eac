import { expectError, expectPage } from './answers'
import { plainHost, startHost } from '../host/host'
import { askForToken, formsOf, pressButton, submitToken, wrongCode } from './flow'

describe('the page of a code', () => {
  test('says how many digits and until when, never whose; its second form stops this request alone', async () => {
    const host = await startHost(plainHost, { email: { deliver: 'code' } })
    const session = await askForToken(host, 'email')
    const other = await askForToken(host, 'email', { client_secret: 'another' })
    const path = `${host.submitTokenPath('email')}?sid=${session.sid}&client_secret=${session.client_secret}`
    const page = await host.agent.get(path).set('Accept', 'text/html')
    expect(page.text).toContain('6-digit code')
    expect(page.text).toMatch(/Time left: (?:9|10) minutes/)
    expect(page.text).not.toMatch(/alice|example\.org"/)
    const [, stop] = formsOf(page.text)
    expectPage(await pressButton(host, stop), 200)
    expectError(await submitToken(host, session), 400, 'M_SESSION_EXPIRED')
    expectPage(await pressButton(host, stop), 400)
    expect(host.events.filter(({ type }) => type === 'revoked')).toMatchObject([{ reason: 'not_me' }])
    expect(await submitToken(host, other)).toMatchObject({ status: 200 })
  })

  test('it is stopped by a POST alone, and with its client_secret', async () => {
    const host = await startHost(plainHost)
    const session = await askForToken(host, 'msisdn')
    const { sid, client_secret } = session
    const path = host.submitTokenPath('msisdn')
    await host.agent.get(path).query({ sid, client_secret, action: 'stop' })
    expectError(await host.agent.post(path).send({ sid, client_secret: 'b', action: 'stop' }), 400, 'M_SESSION_EXPIRED')
    expectError(await host.agent.post(path).send({ sid, action: 'stop' }), 400, 'M_MISSING_PARAMS')
    expectError(await host.agent.post(path).send({ sid, client_secret, action: 'other' }), 400, 'M_MISSING_PARAMS')
    expect(await submitToken(host, session)).toMatchObject({ status: 200 })
    const stopped = await host.agent.post(path).send({ sid, client_secret, action: 'stop' })
    expect(stopped).toMatchObject({ status: 200, body: { success: true } })
    expect(await host.passwordReset.validated({ sid, client_secret })).toBeNull()
  })

  test('the fifth wrong code names the wait, and so does what comes after it', async () => {
    const host = await startHost(plainHost)
    const session = await askForToken(host, 'msisdn')
    const path = `${host.submitTokenPath('msisdn')}?sid=${session.sid}&client_secret=${session.client_secret}`
    const [form] = formsOf((await host.agent.get(path).set('Accept', 'text/html')).text)
    for (let step = 1; step <= 6; step += 1) {
      const page = await pressButton(host, form, { token: wrongCode(session.token, step) })
      expectPage(page, 400)
      if (step >= 5) expect(page.text).toContain('You can ask for a new code in 10 minutes')
    }
  })
})
