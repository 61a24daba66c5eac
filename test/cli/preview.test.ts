import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'parse5'
import { CliFolder, configWith } from './cli-folder'

const folder = new CliFolder()
afterAll(() => folder.remove())

const languages = ['en', 'de', 'fr', 'es', 'ar', 'ja', 'pt', 'it', 'nl', 'pl', 'zh-Hans']

test('every mail, SMS and page in every language, and an index that leads to each', async () => {
  const { code, stdout } = await folder.with(configWith({}), 'preview', '--out', 'out')
  expect(code).toBe(0)
  expect(stdout).toMatch(/previews in 11 languages: open out\/index\.html/)
  const index = folder.read('out/index.html')
  const files = [...index.matchAll(/href="([^"#]+)"/g)].map(([, file = '']) => file)
  expect(files.length).toBeGreaterThan(languages.length * 80)
  expect(new Set(files).size).toBe(files.length)
  expect(files.filter((file) => !existsSync(join(folder.path, 'out', file)))).toEqual([])
  for (const language of ['pt', 'it', 'nl', 'pl', 'zh-Hans'])
    expect(index).toMatch(new RegExp(`<h2 id="${language}">[^<]*</h2>\\s*<p>Nobody who speaks this language`))
  expect(index.match(/Nobody who speaks this language/g)).toHaveLength(5)
  for (const language of languages) {
    const names = files.filter((file) => file.startsWith(`${language}/`)).map((file) => file.slice(language.length + 1))
    expect(names).toEqual(
      expect.arrayContaining([
        'mail-link-password.html',
        'mail-code-3pid.txt',
        'mail-in-use-register.html',
        'mail-changed.txt',
        'sms-code-register.txt',
        'page-confirm-password-email.html',
        'page-reset-password-msisdn.html',
        'page-unavailable.html',
      ]),
    )
  }
  expect(folder.read('out/de/mail-link-password.txt')).toMatch(/^Subject: .*Passwort/)
  expect(folder.read('out/en/mail-link-password.txt')).toContain('https://matrix.example.org/')
})

test("the host's brand, words and functions; nothing of them is markup in the index", async () => {
  const functions = `{
    smsCode: ({ code }) => ({ text: '<img src=x onerror=alert(1)> ' + code }),
    emailChanged: () => { throw new Error('not today') },
  }`
  const options = {
    brand: "{ name: 'A & B <b>' }",
    messages: functions,
    sms: "{ sender: outbox().sms, countries: ['GB'] }",
  }
  const { code, stderr } = await folder.with(configWith(options), 'preview', '--out', 'branded')
  expect(code).toBe(1)
  expect(stderr.match(/^WRONG {2}mail-changed \(\w+\): Error: not today$/gm)).toHaveLength(languages.length)
  const index = folder.read('branded/index.html')
  expect(index).toContain('&lt;img src=x')
  expect(index).not.toMatch(/<(img|b|script)[\s>]/)
  expect(index).toContain('A &amp; B &lt;b&gt;')
  expect(parse(index).nodeName).toBe('#document')
  expect(folder.read('branded/en/sms-code-password.txt')).toBe('<img src=x onerror=alert(1)> 123456')
})

test('a folder that can not be written: said', async () => {
  folder.write('taken', '')
  const ended = await folder.with(configWith({}), 'preview', '--out', 'taken')
  expect(ended).toMatchObject({ code: 1, stderr: expect.stringMatching(/--out: .*can't be written/) })
})
