import { askAndProve, credentialsOf } from '../http/flow'
import { plainHost, startHost } from '../http/host'

test('a flow that is none is a TypeError that names those that are', async () => {
  const { passwordReset } = await startHost(plainHost)
  for (const flow of ['Password', '', 5, null]) {
    const options = { flow: flow as 'password' }
    await expect(passwordReset.validated({}, options)).rejects.toThrow(TypeError)
    await expect(passwordReset.redeem({}, () => 1, options)).rejects.toThrow(/'password', 'register', '3pid'/)
  }
})

test('a session of the password’s proves nothing in a flow that is not served, and is not spent there', async () => {
  const { passwordReset, ...host } = await startHost(plainHost)
  const credentials = credentialsOf(await askAndProve({ passwordReset, ...host }, 'email'))
  for (const flow of ['register', '3pid'] as const) {
    expect(await passwordReset.validated(credentials, { flow })).toBeNull()
    expect(await passwordReset.redeem(credentials, () => 'used', { flow })).toBeNull()
  }
  expect(await passwordReset.validated(credentials, { flow: undefined })).toMatchObject({ userId: '@alice:localhost' })
  expect(await passwordReset.redeem(credentials, () => 'used', { flow: 'password' })).toBe('used')
})

test('the type of userId follows the flow', async () => {
  const { passwordReset } = await startHost(plainHost)
  const userIds: [string | undefined, string | undefined, null | undefined] = [
    (await passwordReset.validated({}))?.userId,
    (await passwordReset.validated({}, { flow: 'password' }))?.userId,
    (await passwordReset.validated({}, { flow: 'register' }))?.userId,
  ]
  expect(userIds).toEqual([undefined, undefined, undefined])
  const used: string | null = await passwordReset.redeem({}, ({ userId }) => userId.toUpperCase())
  const nobodys: null = await passwordReset.redeem({}, ({ userId }) => userId, { flow: '3pid' })
  expect([used, nobodys]).toEqual([null, null])
})
