import { SendError } from '../../lib'
import { hostKinds, plainHost, startHost, type TestHost } from '../host/host'
import { askAndProve, credentialsOf } from './flow'

async function setPassword(host: TestHost, medium: 'email' | 'msisdn', agent = 'Mozilla/5.0 (X11) Firefox/140.0') {
  const credentials = credentialsOf(await askAndProve(host, medium))
  const type = medium === 'email' ? 'm.login.email.identity' : 'm.login.msisdn'
  return host.agent
    .post(host.at('/_matrix/client/v3/account/password'))
    .set('User-Agent', agent)
    .send({ new_password: 'a new password', auth: { type, threepid_creds: credentials } })
}

describe.each(hostKinds)('the notice that a password was changed, on a host $name', (kind) => {
  test('goes by mail, unless it is turned off, to the address that the account stores', async () => {
    const host = await startHost(kind, { accountPassword: { notifyChanged: true } })
    // The link is the first mail; the notice is sent behind the answer.
    await askAndProve(host, 'email', { email: 'STRAUSS@example.com', client_secret: 'another-secret' })
    const notice = host.outbox.next().then(() => host.outbox.next())
    expect((await setPassword(host, 'email')).status).toBe(200)
    expect(await notice).toMatchObject({ medium: 'email', to: 'alice@example.org', links: [] })
    const { text, html = '' } = await notice
    for (const shown of [text, html]) {
      expect(shown).toContain('@alice:localhost')
      expect(shown).toContain('Firefox')
      expect(shown).not.toContain('a new password')
    }
  })
})

test('is not sent where it is turned off, nor to a phone number', async () => {
  const quiet = await startHost(plainHost, { accountPassword: { notifyChanged: false } })
  expect((await setPassword(quiet, 'email')).status).toBe(200)
  const texted = await startHost(plainHost, { accountPassword: { notifyChanged: true } })
  expect((await setPassword(texted, 'msisdn')).status).toBe(200)
  await quiet.passwordReset.close()
  await texted.passwordReset.close()
  expect(quiet.outbox.messages).toHaveLength(1)
  expect(texted.outbox.messages).toHaveLength(1)
  // An outbox refuses a phone number as an email address: then it would have been tried.
  expect(texted.logLines.filter((line) => line.startsWith('A notice'))).toEqual([])
})

test('that a provider refuses is told to the log, and the password stays changed', async () => {
  const send = jest.fn(async (_message: unknown): Promise<void> => undefined)
  const host = await startHost(plainHost, { email: { sender: { send } }, accountPassword: { notifyChanged: true } })
  send.mockImplementation(async (message) => {
    if (!(message as { text: string }).text.includes('http')) throw new SendError('refused', '550 alice@example.org')
  })
  const tokenOf = () => /https:\/\/\S+/.exec((send.mock.calls[0]?.[0] as { text: string }).text)?.[0] ?? ''
  const begun = await host.agent
    .post(host.requestTokenPath('email'))
    .send({ email: 'alice@example.org', client_secret: 'a-client-secret', send_attempt: 1 })
  const credentials = { sid: (begun.body as { sid: string }).sid, client_secret: 'a-client-secret' }
  const token = new URL(tokenOf()).searchParams.get('token')
  await host.agent.post(host.submitTokenPath('email')).send({ ...credentials, token })
  const answer = await host.agent
    .post('/_matrix/client/v3/account/password')
    .send({ new_password: 'a new password', auth: { type: 'm.login.email.identity', threepid_creds: credentials } })
  expect(answer.status).toBe(200)
  await host.passwordReset.close()
  expect(send).toHaveBeenCalledTimes(2)
  expect(host.changes).toHaveLength(1)
  expect(host.logLines.filter((line) => line.startsWith('A notice could not be sent'))).toHaveLength(1)
})
