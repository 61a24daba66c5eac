import { postRequestToken, tokenRequest } from '../http/flow'
import { plainHost, startHost } from '../host/host'
import { passwords, reachPasswordForm, startResetHost } from '../http/reset-page/person'

const accessToken = 'planted-access-token-of-a-client'
const hostsCookie = 'planted_session_of_the_hosts_own'

test("no log line holds the reset page's cookie, which opens the password form", async () => {
  const host = await startResetHost(plainHost, {
    resetPage: {
      setPassword: async ({ request }) => {
        throw new Error(`refused with ${JSON.stringify(request.headers.cookie)}`)
      },
    },
  })
  const person = await reachPasswordForm(host)
  const [value = ''] = person.jar.values()
  expect(value.length).toBeGreaterThan(100)
  await person.press(person.form('/password'), passwords)
  expect(person.answer.status).toBe(500)
  const lines = host.logLines.join('\n')
  expect(lines).toContain('refused with')
  expect(lines).not.toContain(value.slice(20, 60))
})

test("nor a cookie of the host's, nor an access token that came along, quoted by themselves", async () => {
  const host = await startHost(plainHost, {
    allow3pid: () => {
      throw new Error(`nobody has ${accessToken} or ${hostsCookie}, in en`)
    },
  })
  const answer = await host.agent
    .post(host.requestTokenPath('email'))
    .set('Authorization', `Bearer ${accessToken}`)
    .set('Cookie', `language=en; session=${hostsCookie}`)
    .send(tokenRequest('email'))
  expect(answer.status).toBe(500)
  const line = host.logLines.find((one) => one.includes('nobody has')) ?? ''
  // A short one is no secret: an operator still reads the words around.
  expect(line).toContain('nobody has [private] or [private], in en')
})

test('a request without either is reported as ever', async () => {
  const host = await startHost(plainHost, {
    allow3pid: () => {
      throw new Error('the list is away')
    },
  })
  expect((await postRequestToken(host, 'email')).status).toBe(500)
  expect(host.logLines.join('\n')).toContain('the list is away')
})
