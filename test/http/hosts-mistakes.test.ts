import { MatrixError } from '../../lib'
import { expectError } from './answers'
import { plainHost, startHost } from './host'

test.each([200, 399, 600, 404.5, NaN])('a MatrixError of status %s is none', (status) => {
  expect(() => new MatrixError(status, 'M_UNKNOWN', 'It is no error')).toThrow(RangeError)
})

test.each([
  ['email', 'alice'],
  ['msisdn', '07400 123456'],
  ['msisdn', ''],
] as const)('revoke of what is no %s: %j', async (medium, address) => {
  const { passwordReset } = await startHost(plainHost)
  await expect(passwordReset.revoke({ medium, address })).rejects.toThrow(/^revoke: .* must be an email address/)
})

test('a page of the host that fails is answered as JSON, and told to the log', async () => {
  const failing = () => {
    throw new Error('no template for alice@example.org')
  }
  const host = await startHost(plainHost, { messages: { page: failing } })
  const answer = await host.agent
    .get(host.confirmPath('email'))
    .set('Accept', 'text/html')
    .query({ sid: 's', token: 't' })
  expectError(answer, 500, 'M_UNKNOWN')
  expect(answer.text).not.toContain('template')
  expect(host.logLines.join()).toContain('An answer could not be written')
})

test.each([
  ['https://cdn.example.org/logo.svg?v=2', 'img-src https://cdn.example.org'],
  ['data:image/png;base64,iVBORw0KGgo=', 'img-src data:'],
])('the policy of pages lets the logo %s through, and nothing else', async (logo, directive) => {
  const host = await startHost(plainHost, { brand: { name: 'Example', logo } })
  const { headers } = await host.agent.get(host.confirmPath('email')).set('Accept', 'text/html')
  expect(String(headers['content-security-policy']).split(/;\s*/)).toContain(directive)
})
