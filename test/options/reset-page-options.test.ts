import { createPasswordResetRouter, createResetPageRouter } from '../../lib'
import { goodOptions, messageOf } from '../options/refusal'
import { plainHost } from '../host/host'
import { newPassword, passwords, reachPasswordForm, startResetHost } from '../http/reset-page/person'

const setPassword = async () => undefined

describe('createResetPageRouter refuses', () => {
  const passwordReset = createPasswordResetRouter(goodOptions())
  const make = (options: unknown) => () => createResetPageRouter(passwordReset, options as never)

  test.each([[undefined], [null], [{}], [{ setPassword: 'x' }], [5]])('options %p', (options) => {
    expect(messageOf(make(options))).toMatch(/createResetPageRouter: .*setPassword/)
  })

  test.each([
    ['path', 'reset'],
    ['path', '/reset/'],
    ['path', 5],
    ['passwordRules', 'At least 8 characters'],
    ['notifyChanged', 'yes'],
    ['passwordrules', () => undefined],
  ])('%s: %p', (name, value) => {
    expect(messageOf(make({ setPassword, [name]: value })).toLowerCase()).toContain(name.toLowerCase())
  })

  test.each([[undefined], [null], [{}], [() => null]])('a first argument that no factory made: %p', (router) => {
    const message = messageOf(() => createResetPageRouter(router as never, { setPassword }))
    expect(message).toContain('createPasswordResetRouter')
  })

  test('a router that serves no password reset', () => {
    const other = createPasswordResetRouter({ ...goodOptions(), flows: ['register'] })
    expect(messageOf(() => createResetPageRouter(other, { setPassword }))).toMatch(/flows.*'password'/)
  })
})

test.each([
  ['not said', {}, true],
  ['false', { notifyChanged: false }, false],
])('a changed password is written about, notifyChanged %s', async (_name, option, isWritten) => {
  // Undefined is absent: the test host itself says false.
  const host = await startResetHost(plainHost, { resetPage: { notifyChanged: undefined, ...option } })
  const person = await reachPasswordForm(host)
  await person.press(person.form('/password'), passwords)
  expect(host.changes).toMatchObject([{ newPassword }])
  await host.passwordReset.close()
  const [, notice] = host.outbox.messages
  if (isWritten) expect(notice).toMatchObject({ medium: 'email', to: 'alice@example.org', links: [] })
  else expect(notice).toBeUndefined()
})
