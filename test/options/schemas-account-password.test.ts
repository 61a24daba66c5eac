import { createAccountPasswordRouter, createPasswordResetRouter } from '../../lib'
import { goodOptions, messageOf } from './refusal'

const setPassword = async () => undefined

describe('createAccountPasswordRouter', () => {
  const passwordReset = createPasswordResetRouter(goodOptions())
  const make = (options: unknown) => () => createAccountPasswordRouter(passwordReset, options as never)

  test.each([[undefined], [null], [{}], [{ setPassword: 'x' }], [{ setPassword: null }], [5]])(
    'options %p',
    (options) => {
      expect(messageOf(make(options))).toMatch(/createAccountPasswordRouter: .*setPassword/)
    },
  )

  test('an option that there is not', () => {
    expect(messageOf(make({ setPassword, setpassword: setPassword }))).toContain('`setPassword`')
  })

  test.each([[undefined], [null], [{}], [() => null]])('a first argument that no factory made: %p', (router) => {
    const message = messageOf(() => createAccountPasswordRouter(router as never, { setPassword }))
    expect(message).toContain('createPasswordResetRouter')
  })
})
