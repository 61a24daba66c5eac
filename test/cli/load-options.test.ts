import { CliFolder, configWith } from './cli-folder'

/** Calling the command, and every kind of module that a configuration may be. */
const folder = new CliFolder()
afterAll(() => folder.remove())

const checked = (file: string) => folder.run(['check', '--config', file])

describe('how it is called', () => {
  test.each<[string, readonly string[], RegExp]>([
    ['no command', [], /No command/],
    ['another command', ['chek', '--config', 'x'], /no command chek; did you mean `check`\?/],
    ['no configuration', ['check'], /--config is required/],
    ['an unknown option', ['check', '--config', 'x', '--to', 'y'], /check: Unknown option '--to'/],
    ['nobody to send to', ['send-test', '--config', 'x'], /--to is required/],
    ['another flow', ['send-test', '--config', 'x', '--to', 'a@b.c', '--flow', 'login'], /password, register, 3pid/],
    ['nowhere to write', ['preview', '--config', 'x'], /--out is required/],
  ])('%s: 2, and how to call it', async (_how, args, words) => {
    const { code, stdout, stderr } = await folder.run(args)
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toMatch(words)
    expect(stderr).toContain('Usage: npx --no express-matrix-password-reset')
  })

  test('--help says how, and is no failure', async () => {
    expect(await folder.run(['check', '--help'])).toEqual({
      code: 0,
      stdout: expect.stringContaining('Usage:'),
      stderr: '',
    })
  })
})

describe('a configuration', () => {
  const options =
    "{ publicBaseUrl: 'https://matrix.example.org', accounts: { findByThreepid: () => null }, email: { sender: outbox().email } }"
  const required = "const { outbox } = require('express-matrix-password-reset');"
  const imported = "import { outbox } from 'express-matrix-password-reset';"

  test.each([
    ['options.mjs', `${imported} export default ${options}`],
    ['function.mjs', `${imported} export default () => (${options})`],
    ['async.mjs', `${imported} await null; export default async () => (${options})`],
    ['options.cjs', `${required} module.exports = ${options}`],
    ['function.cjs', `${required} module.exports = async () => (${options})`],
    ['compiled.cjs', `${required} exports.__esModule = true; exports.default = ${options}`],
    ['compiled-function.cjs', `${required} exports.__esModule = true; exports.default = () => (${options})`],
    ['a folder/with spaces.mjs', `${imported} export default ${options}`],
  ])('%s is taken', async (file, source) => {
    folder.write(file, source)
    const { code, stdout, stderr } = await checked(`./${file}`)
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout.split('\n').map((line) => line.split(/\s+/, 2).join(' '))).toEqual([
      'ok store',
      'ok clock',
      'ok eviction',
      'ok email',
      'Nothing is',
      '',
    ])
  })

  test.each([
    ['named.mjs', 'export const options = {}', /has no default export/],
    ['broken.mjs', 'export default {', /broken\.mjs could not be loaded: SyntaxError/],
    ['throws.mjs', "throw new Error('no file')", /could not be loaded: Error: no file \(at .*throws\.mjs/],
    ['fails.cjs', "module.exports = async () => { throw new Error('no file') }", /could not be loaded: Error: no file/],
    ['missing.mjs', "import 'nowhere-to-be-found'", /Cannot find package 'nowhere-to-be-found'/],
    [
      'router.cjs',
      "module.exports = require('express-matrix-password-reset').createPasswordResetRouter",
      /secret|argument/,
    ],
    ['list.mjs', 'export default []', /createPasswordResetRouter: its argument/],
    ['unknown.mjs', 'export default { publicBaseURL: 1 }', /no option `publicBaseURL`; did you mean `publicBaseUrl`\?/],
    ['logger.mjs', `${imported} export default { ...${options}, logger: {} }`, /`logger` must have/],
    [
      'UK.mjs',
      `${imported} export default { ...${options}, sms: { sender: outbox().sms, countries: ['UK'] } }`,
      /'GB'/,
    ],
  ])('%s is not: 1, and why', async (file, source, words) => {
    folder.write(file, source)
    const { code, stderr } = await checked(`./${file}`)
    expect(stderr).toMatch(words)
    expect(code).toBe(1)
  })

  test('a router or an app in place of the options: said so', async () => {
    const router = `${imported} import { createPasswordResetRouter } from 'express-matrix-password-reset'`
    folder.write('made.mjs', `${router}; export default createPasswordResetRouter(${options})`)
    expect(await checked('made.mjs')).toMatchObject({ code: 1, stderr: expect.stringMatching(/exports a router/) })
  })

  test('a file that is not there', async () => {
    expect(await checked('gone.mjs')).toMatchObject({ code: 1, stderr: '--config gone.mjs: there is no such file\n' })
  })

  test('no secret of a configuration that fails is shown', async () => {
    folder.write('leaks.mjs', "throw new Error('at smtps://user:pa55word@mail.example.org')")
    const { stderr } = await checked('leaks.mjs')
    expect(stderr).toMatch(/^leaks\.mjs could not be loaded: Error: at smtps:/)
    expect(stderr).not.toContain('pa55word')
  })

  test('what it leaves open does not keep the command', async () => {
    const open = `setInterval(() => undefined, 1_000)`
    expect(await folder.with(configWith({}, open), 'check')).toMatchObject({ code: 0 })
  })

  test('an error that nobody handles: said, and no success', async () => {
    const aside = `setImmediate(() => { throw new Error('in the background') })`
    const email = '{ sender: { send() {}, verify: () => new Promise((resolve) => setTimeout(resolve, 50)) } }'
    const { code, stdout, stderr } = await folder.with(configWith({ email }, aside), 'check')
    expect(stderr).toMatch(/nobody handles.*in the background/)
    expect(stdout).toContain('Nothing is wrong')
    expect(code).toBe(1)
  })
})

describe('what the factory warns of is said', () => {
  const store = "(await import('express-matrix-password-reset')).memoryStore()"
  test.each<[string, Readonly<Record<string, string>>, RegExp]>([
    ['publicBaseUrl', { publicBaseUrl: "'http://matrix.example.org'" }, /^warning {2}publicBaseUrl is http.*https$/m],
    ['secret', { store, secret: "'x'.repeat(64)" }, /^warning {2}secret can be guessed.*openssl/m],
    ['locale', { locale: "'sv'" }, /^warning {2}locale: there are no words for it/m],
    ['countries', { sms: "{ sender: outbox().sms, countries: ['AX'] }" }, /^warning {2}sms\.countries: .*FI/m],
  ])('%s', async (_option, options, words) => {
    const { code, stderr } = await folder.with(configWith(options), 'check')
    expect(stderr).toMatch(words)
    expect(code).toBe(0)
  })

  test('neither a sender nor an identity server: a warning, and no success', async () => {
    const { code, stdout, stderr } = await folder.with(configWith({ email: 'undefined' }), 'check')
    expect(stderr).toMatch(/^warning {2}Nobody sends tokens/m)
    expect(stdout).toMatch(/^WRONG +email +Nobody sends tokens/m)
    expect(code).toBe(1)
  })
})
