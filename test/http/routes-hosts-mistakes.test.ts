import { type Threepid, MatrixError } from '../../lib'
import { plainHost, startHost } from '../host/host'
import { expectError } from './answers'

test.each([200, 399, 600, 404.5, NaN])('a MatrixError of status %s is none', (status) => {
  expect(() => new MatrixError(status, 'M_UNKNOWN', 'It is no error')).toThrow(RangeError)
})

test.each([
  ['email', 'root@localhost'],
  ['email', '"q"@example.org'],
  ['msisdn', '442071838750'],
  ['msisdn', '447700900001'],
] as const)('revoke of a %s that no message is sent to has nothing to do: %s', async (medium, address) => {
  const { passwordReset } = await startHost(plainHost)
  await expect(passwordReset.revoke({ medium, address })).resolves.toBeUndefined()
})

test.each([[{ medium: 'fax', address: 'x' }], [{ medium: 'email', address: 7 }], [{ medium: 'email' }]])(
  'revoke of what is no 3PID says so: %j',
  async (threepid) => {
    const { passwordReset } = await startHost(plainHost)
    await expect(passwordReset.revoke(threepid as Threepid)).rejects.toThrow(/^revoke: its argument must be/)
  },
)

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
