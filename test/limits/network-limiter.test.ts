import { expectError, expectLimited, expectPage } from '../http/answers'
import { askForToken, formsOf, pathOf, postRequestToken, pressButton, submitToken } from '../http/flow'
import { hostKinds, startHost } from '../host/host'

const minuteMs = 60_000

describe.each(hostKinds)('the default limits on a host $name', (kind) => {
  test('requestToken: 10 a minute per network, good ones and bad ones', async () => {
    const host = await startHost(kind, { limits: undefined })
    for (let time = 0; time < 9; time += 1) {
      const medium = time % 2 === 0 ? 'email' : 'msisdn'
      expectError(await postRequestToken(host, medium, { client_secret: '!' }), 400, 'M_INVALID_PARAM')
    }
    await askForToken(host, 'email')
    expectLimited(await postRequestToken(host, 'email'), minuteMs)
    expectLimited(await postRequestToken(host, 'msisdn'), minuteMs)
    expect(host.events).toContainEqual(expect.objectContaining({ type: 'limited', limit: 'requestTokenPerNetwork' }))
    expect(host.outbox.messages).toHaveLength(1)
  })

  test('submitToken: 60 a minute per network, on all its paths together; a page says so too', async () => {
    const host = await startHost(kind, { limits: undefined })
    const asked = await askForToken(host, 'email')
    const identityPath = host.at('/_matrix/identity/api/v1/validate/email/submitToken')
    for (let time = 0; time < 60; time += 1) {
      const path = time % 2 === 0 ? host.submitTokenPath('email') : identityPath
      expect((await host.agent.post(path).send({ sid: 'a', client_secret: 'b', token: 'c' })).status).toBe(400)
    }
    expectLimited(await submitToken(host, asked), minuteMs)
    const page = await host.agent.get(identityPath).query({ sid: 'a', client_secret: 'b' })
    expectPage(page, 429)
    expect(page.headers['retry-after']).toMatch(/^[1-9][0-9]*$/)
    const pressed = await host.agent.post(host.confirmPath('email')).send({ sid: asked.sid, token: asked.token })
    expectLimited(pressed, minuteMs)
  })

  test('a client is not slowed in one place by what it did in another', async () => {
    const host = await startHost(kind, { limits: undefined })
    const asked = await askForToken(host, 'email')
    for (let time = 0; time < 10; time += 1) await postRequestToken(host, 'email')
    expectLimited(await postRequestToken(host, 'email'), minuteMs)
    expect((await host.agent.post(host.at('/_matrix/client/v3/account/password')).send({})).status).toBe(401)
    expect(await submitToken(host, asked)).toMatchObject({ status: 200 })
  })
})

describe.each(hostKinds)('a person and a scanner on a host $name', (kind) => {
  test('a scanner that has used up the page’s limit does not stop the button', async () => {
    const host = await startHost(kind, { limits: undefined })
    const { link } = await askForToken(host, 'email')
    const page = await host.agent.get(pathOf(link))
    for (let time = 0; time < 70; time += 1) await host.raw({ method: 'GET', path: pathOf(link) })
    expectPage(await pressButton(host, formsOf(page.text)[0]), 200)
  })
})
