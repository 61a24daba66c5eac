import { plainHost, startHost } from '../host/host'
import { askForToken, pathOf } from './flow'

test('no page may stand in another site’s frame: in old browsers as in new ones, errors too', async () => {
  const host = await startHost(plainHost)
  const { link, sid, client_secret } = await askForToken(host, 'email')
  const pages = [
    await host.agent.get(pathOf(link)),
    await host.agent.get(host.submitTokenPath('email')).query({ sid, client_secret }),
    await host.agent.get(host.confirmPath('email')).query({ sid, token: 'wrong' }),
    await host.agent.get(host.confirmPath('email')),
  ]
  for (const page of pages) {
    expect(page.headers['content-type']).toMatch(/^text\/html/)
    expect(page.headers['x-frame-options']).toBe('DENY')
    expect(page.headers['content-security-policy']).toContain("frame-ancestors 'none'")
  }
})
