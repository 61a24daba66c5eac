import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import express, { type Express } from 'express'
import {
  createAccountPasswordRouter,
  createPasswordResetRouter,
  MatrixError,
  outbox,
  type AccountPasswordOptions,
  type Accounts,
  type PasswordResetRouter,
} from 'express-matrix-password-reset'

const tell = (fact: object): void => {
  console.log(JSON.stringify(fact))
}
const { email, messages } = outbox()
const app: Express = express()

const accounts: Accounts = {
  findByThreepid: async ({ address }) =>
    address === 'alice@example.org' ? { userId: '@alice:localhost', address } : null,
}

const lastStep: AccountPasswordOptions = {
  async setPassword({ userId, newPassword, logoutDevices }) {
    if (newPassword.length < 8) throw new MatrixError(400, 'M_WEAK_PASSWORD', 'Eight characters at least')
    tell({ changed: { userId, newPassword, logoutDevices } })
  },
  notifyChanged: false,
}

const server: Server = app.listen(0, '127.0.0.1', () => {
  const publicBaseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const passwordReset: PasswordResetRouter = createPasswordResetRouter({
    publicBaseUrl,
    accounts,
    email: { sender: email },
  })
  app.use(passwordReset)
  app.use(createAccountPasswordRouter(passwordReset, lastStep))
  app.get('/outbox', (_request, response) => {
    response.json(messages)
  })
  tell({ listening: publicBaseUrl })
})
