import { expectError, expectPage } from './answers'
import { hostKinds, startHost, type HostKind } from '../host/host'
import { askForToken, credentialsOf, formsOf, pathOf, postRequestToken, pressButton, submitToken } from './flow'

const withLink = (kind: HostKind, more: object = {}) => startHost(kind, { sms: { deliver: 'link' }, ...more })

describe.each(hostKinds)('the page behind a link, on a host $name', (kind) => {
  describe.each(['email', 'msisdn'] as const)('%s', (medium) => {
    test('fetched 100 times by GET and HEAD it changes nothing, and its button still works, limits and all', async () => {
      const host = await withLink(kind, { limits: undefined })
      const session = await askForToken(host, medium)
      const page = await host.agent.get(pathOf(session.link))
      for (let time = 0; time < 100; time += 1) {
        const method = time % 2 === 0 ? 'GET' : 'HEAD'
        const { status } = await host.raw({ method, path: pathOf(session.link) })
        expect([200, 429]).toContain(status)
      }
      expect(await host.passwordReset.validated(credentialsOf(session))).toBeNull()
      expectPage(await pressButton(host, formsOf(page.text)[0]), 200)
      expect(await host.passwordReset.validated(credentialsOf(session))).toMatchObject({ userId: '@alice:localhost' })
    })

    test('HEAD is its GET without a body', async () => {
      const host = await withLink(kind)
      const { link } = await askForToken(host, medium)
      const got = await host.raw({ method: 'GET', path: pathOf(link) })
      const head = await host.raw({ method: 'HEAD', path: pathOf(link) })
      expect(head).toMatchObject({ status: 200, text: '' })
      for (const name of ['content-type', 'content-security-policy', 'cache-control', 'referrer-policy'])
        expect(head.headers[name]).toBe(got.headers[name])
    })

    test('it has two plain forms in order: confirm, and not me', async () => {
      const host = await withLink(kind)
      const { link, sid, token } = await askForToken(host, medium)
      const page = await host.agent.get(pathOf(link))
      expectPage(page, 200)
      const forms = formsOf(page.text)
      expect(forms).toHaveLength(2)
      for (const form of forms) {
        expect(form).toMatchObject({ method: 'post', fields: { sid, token }, inputs: [] })
        expect(new URL(form.action, link).href.split('?')[0]).toBe(link.split('?')[0])
      }
      expect(forms[0]?.fields).not.toEqual(forms[1]?.fields)
      expect(page.text).toContain('@alice:localhost')
    })

    test('neither page nor message holds the client_secret', async () => {
      const host = await withLink(kind)
      const { link, client_secret } = await askForToken(host, medium)
      const page = await host.agent.get(pathOf(link))
      const done = await pressButton(host, formsOf(page.text)[0])
      for (const text of [page.text, done.text, JSON.stringify(host.outbox.messages), JSON.stringify(page.headers)])
        expect(text).not.toContain(client_secret)
    })

    test('its first form proves the address, and again is right again', async () => {
      const host = await withLink(kind)
      const session = await askForToken(host, medium)
      const [confirm] = formsOf((await host.agent.get(pathOf(session.link))).text)
      expectPage(await pressButton(host, confirm), 200)
      const { validatedAt } = (await host.passwordReset.validated(credentialsOf(session))) ?? {}
      expectPage(await pressButton(host, confirm), 200)
      expect(await submitToken(host, session)).toMatchObject({ status: 200, body: { success: true } })
      expectPage(await host.agent.get(pathOf(session.link)), 200)
      expect(await host.passwordReset.validated(credentialsOf(session))).toMatchObject({ validatedAt })
      expect(host.events.filter(({ type }) => type === 'validated')).toHaveLength(1)
    })

    test.each([false, true])('"not me" ends the session, validated already: %s', async (isValidated) => {
      const host = await withLink(kind)
      const session = await askForToken(host, medium)
      const [confirm, notMe] = formsOf((await host.agent.get(pathOf(session.link))).text)
      if (isValidated) await pressButton(host, confirm)
      expectPage(await pressButton(host, notMe), 200)
      expect(await host.passwordReset.validated(credentialsOf(session))).toBeNull()
      expect(await host.passwordReset.redeem(credentialsOf(session), () => 'used')).toBeNull()
      expectError(await submitToken(host, session), 400, 'M_SESSION_EXPIRED')
      expectPage(await pressButton(host, confirm), 400)
      expectPage(await pressButton(host, notMe), 400)
      expectPage(await host.agent.get(pathOf(session.link)), 400)
      // The same triple starts anew.
      expect((await askForToken(host, medium)).sid).not.toBe(session.sid)
    })

    test('"not me" with a wrong token ends nothing', async () => {
      const host = await withLink(kind)
      const session = await askForToken(host, medium)
      const [, notMe] = formsOf((await host.agent.get(pathOf(session.link))).text)
      expectPage(await pressButton(host, notMe, { token: 'wrong' }), 400)
      expect(await submitToken(host, session)).toMatchObject({ status: 200 })
    })

    test('programs are answered in JSON', async () => {
      const host = await withLink(kind)
      const { sid, token, client_secret } = await askForToken(host, medium)
      const path = host.confirmPath(medium)
      const json = { Accept: 'application/json' }
      expectError(await host.agent.get(path).query({ sid, token: 'wrong' }).set(json), 400, 'M_TOKEN_INCORRECT')
      expectError(await host.agent.post(path).send({ sid, token: 'wrong' }), 400, 'M_TOKEN_INCORRECT')
      expectError(await host.agent.post(path).send({ sid: 'unknown', token }), 400, 'M_SESSION_EXPIRED')
      expectError(await host.agent.get(path).query({ sid: 'unknown', token }).set(json), 400, 'M_SESSION_EXPIRED')
      const read = await host.agent.get(path).query({ sid, token }).set(json)
      expect(read.status).toBe(200)
      expect(await host.passwordReset.validated({ sid, client_secret })).toBeNull()
      expect(await host.agent.post(path).send({ sid, token })).toMatchObject({ status: 200, body: { success: true } })
      expect(await host.passwordReset.validated({ sid, client_secret })).not.toBeNull()
    })

    test('fields of the wrong type, missing, repeated and out of their grammar', async () => {
      const host = await withLink(kind)
      const { sid, token } = await askForToken(host, medium)
      const path = host.confirmPath(medium)
      const post = (body: object) => host.agent.post(path).send(body)
      for (const bad of [1, [sid], {}, null]) {
        expectError(await post({ sid: bad, token }), 400, 'M_BAD_JSON')
        expectError(await post({ sid, token: bad }), 400, 'M_BAD_JSON')
      }
      expectError(await post({ sid }), 400, 'M_MISSING_PARAMS')
      expectError(await post({ token }), 400, 'M_MISSING_PARAMS')
      expectError(await post({ sid: '!', token }), 400, 'M_INVALID_PARAM')
      expectError(await post({ sid, token: '' }), 400, 'M_INVALID_PARAM')
      expectPage(await host.agent.get(`${path}?sid=${sid}`), 400)
      expectPage(await host.agent.get(`${path}?sid=${sid}&token=${token}&token=${token}`), 400)
      const repeated = await host.agent.post(path).type('form').send(`sid=${sid}&sid=${sid}&token=${token}`)
      expectError(repeated, 400, 'M_INVALID_PARAM')
    })

    test("another session's token, and another medium's path, prove nothing", async () => {
      const host = await withLink(kind)
      const begun = await askForToken(host, medium)
      const other = await askForToken(host, medium, { client_secret: 'another' })
      const { sid } = begun
      const tries = [
        host.agent.post(host.confirmPath(medium)).send({ sid, token: other.token }),
        host.agent.post(host.confirmPath(medium)).send({ sid: other.sid, token: begun.token }),
        host.agent.post(host.confirmPath(medium === 'email' ? 'msisdn' : 'email')).send({ sid, token: begun.token }),
      ]
      for (const answer of await Promise.all(tries)) expect(answer.status).toBe(400)
      for (const session of [begun, other])
        expect(await host.passwordReset.validated(credentialsOf(session))).toBeNull()
    })
  })

  test('"this was not me" ends every session of the address', async () => {
    const host = await withLink(kind)
    const session = await askForToken(host, 'email')
    const other = await askForToken(host, 'email', { client_secret: 'another' })
    const [, notMe] = formsOf((await host.agent.get(pathOf(session.link))).text)
    await pressButton(host, notMe)
    expectError(await submitToken(host, other), 400, 'M_SESSION_EXPIRED')
    const anew = await postRequestToken(host, 'email', { client_secret: 'another' })
    expect(anew.status).toBe(200)
    expect((anew.body as { sid: string }).sid).not.toBe(other.sid)
  })
})
