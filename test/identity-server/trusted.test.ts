import fc from 'fast-check'
import { canonicalServerName, createTrust } from '../../lib/identity-server/trusted'

describe('the names of servers', () => {
  test.each([
    ['id.example.org', 'id.example.org'],
    ['ID.Example.ORG', 'id.example.org'],
    ['id.example.org:8448', 'id.example.org:8448'],
    ['id.example.org:443', 'id.example.org:443'],
    ['id.example.org:08448', 'id.example.org:8448'],
    ['localhost', 'localhost'],
    ['127.0.0.1:8090', '127.0.0.1:8090'],
    ['[2001:DB8::1]', '[2001:db8::1]'],
    ['[0:0:0:0:0:0:0:1]:8090', '[::1]:8090'],
    ['[::ffff:127.0.0.1]', '[::ffff:7f00:1]'],
    ['a'.repeat(63), 'a'.repeat(63)],
  ])('%s is %s', (name, canonical) => {
    expect(canonicalServerName(name)).toBe(canonical)
  })

  test.each([
    '',
    ' ',
    ' id.example.org',
    'id.example.org ',
    'id.example.org\n',
    '\nid.example.org',
    'id.example.org:8448\n',
    'evil.example.com\nid.example.org',
    'id.example.org/',
    'id.example.org/path',
    'id.example.org?query',
    'id.example.org#fragment',
    'user@id.example.org',
    'user:password@id.example.org',
    'https://id.example.org',
    '//id.example.org',
    'id.example.org\\@evil.example.com',
    'id%2eexample.org',
    'id.example.org%00',
    'id_server.example.org',
    'ｉｄ.example.org',
    'bücher.example.org',
    'id。example.org',
    'id.example.org:',
    'id.example.org:0',
    'id.example.org:65536',
    'id.example.org:123456',
    'id.example.org:-1',
    'id.example.org:80:80',
    'id.example.org:８０',
    '127.1',
    '2130706433',
    '0x7f000001',
    '0x7f.0.0.1',
    '010.0.0.1',
    '1.2.3.999',
    '::1',
    '[::1',
    '[::1]x',
    '[:::1]',
    '[fe80::1%25eth0]',
    '[1.2.3.4]',
    '[]',
    'a'.repeat(256),
    `${'a'.repeat(250)}:12345`,
  ])('%j is none', (name) => {
    expect(canonicalServerName(name)).toBeUndefined()
  })

  test('a canonical name stays as it is, and is the host that a URL reads', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.domain(),
          fc.ipV4(),
          fc.ipV6().map((address) => `[${address}]`),
          fc.string(),
        ),
        (text) => {
          const name = canonicalServerName(text)
          fc.pre(name !== undefined)
          expect(canonicalServerName(name)).toBe(name)
          expect(new URL(`https://${name}`).hostname).toBe(name.replace(/:[0-9]+$/, ''))
        },
      ),
    )
  })
})

describe('a list', () => {
  const trust = createTrust([
    'id.example.org',
    'Other.Example.org:8448',
    'http://127.0.0.1:8090',
    'https://private.test:8443/',
    '[2001:db8::1]:8448',
  ])

  test.each([
    ['id.example.org', 'https://id.example.org/'],
    ['ID.example.org', 'https://id.example.org/'],
    ['other.example.org:8448', 'https://other.example.org:8448/'],
    ['127.0.0.1:8090', 'http://127.0.0.1:8090/'],
    ['private.test:8443', 'https://private.test:8443/'],
    ['[2001:DB8:0::1]:8448', 'https://[2001:db8::1]:8448/'],
  ])('%s is on it', async (name, url) => {
    const server = await trust.resolve(name)
    expect(server?.baseUrl.href).toBe(url)
    expect(server?.guarded).toBe(false)
    expect(server?.name).toBe(canonicalServerName(name))
  })

  test.each([
    'id.example.org:443',
    'id.example.org:8448',
    'id.example.org.',
    'sub.id.example.org',
    'example.org',
    'other.example.org',
    '127.0.0.1',
    'http://127.0.0.1:8090',
    'https://id.example.org',
    'id.example.org/',
    '__proto__',
    '',
  ])('%j is not', async (name) => {
    expect(await trust.resolve(name)).toBeUndefined()
  })

  test('an entry is found as the host wrote it', async () => {
    expect((await trust.resolveEntry('http://127.0.0.1:8090'))?.name).toBe('127.0.0.1:8090')
    expect((await trust.resolveEntry('https://private.test:8443/'))?.name).toBe('private.test:8443')
    expect((await trust.resolveEntry('id.example.org'))?.name).toBe('id.example.org')
    expect(await trust.resolveEntry('http://else.example.org')).toBeUndefined()
  })

  test.each([
    'https://id.example.org/path',
    'https://id.example.org?x',
    'https://alice:hunter2@id.example.org',
    'ftp://id.example.org',
    'https://',
    'id.example.org:0',
    '*.example.org',
    '',
    7 as unknown as string,
  ])('%j is no entry, and the error names it by its place alone', (entry) => {
    expect(() => createTrust(['id.example.org', entry])).toThrow(TypeError)
    expect(() => createTrust(['id.example.org', entry])).toThrow(
      /^createPasswordResetRouter: `identityServers\.trusted\[1\]` (?!.*hunter2)/,
    )
  })

  test('a server has one URL', () => {
    expect(() => createTrust(['https://id.test:8090', 'http://id.test:8090'])).toThrow(/trusted\[1\]/)
    expect(() => createTrust(['id.test', 'ID.test', 'https://id.test'])).not.toThrow()
  })
})

describe('a function', () => {
  test('is asked in lower case, and its servers are guarded', async () => {
    const names: string[] = []
    const trust = createTrust((name) => {
      names.push(name)
      return Promise.resolve(name === 'id.example.org:8448')
    })
    const server = await trust.resolve('ID.Example.org:8448')
    expect(server).toEqual({
      name: 'id.example.org:8448',
      baseUrl: new URL('https://id.example.org:8448'),
      guarded: true,
    })
    expect(await trust.resolve('evil.example.com')).toBeUndefined()
    expect(names).toEqual(['id.example.org:8448', 'evil.example.com'])
  })

  test('is not asked about what is no name', async () => {
    const trusted = jest.fn(() => true)
    const trust = createTrust(trusted)
    expect(await trust.resolve('id.example.org/@evil.example.com')).toBeUndefined()
    expect(await trust.resolve('http://127.0.0.1')).toBeUndefined()
    expect(trusted).not.toHaveBeenCalled()
  })

  test('only true is a yes', async () => {
    expect(await createTrust((() => 'yes') as unknown as () => boolean).resolve('id.example.org')).toBeUndefined()
  })

  test('what it throws is not swallowed', async () => {
    const trust = createTrust(() => {
      throw new Error('the directory is down')
    })
    await expect(trust.resolve('id.example.org')).rejects.toThrow('the directory is down')
  })
})
