import express from 'express'
import {
  createAccountPasswordRouter,
  createPasswordResetRouter,
  MatrixError,
  outbox,
} from 'express-matrix-password-reset'

const tell = (fact) => console.log(JSON.stringify(fact))
const { email, messages } = outbox()
const app = express()

const server = app.listen(0, '127.0.0.1', () => {
  const publicBaseUrl = `http://127.0.0.1:${server.address().port}`
  const passwordReset = createPasswordResetRouter({
    publicBaseUrl,
    accounts: {
      findByThreepid: ({ address }) =>
        address === 'alice@example.org' ? { userId: '@alice:localhost', address } : null,
    },
    email: { sender: email },
  })
  app.use(passwordReset)
  app.use(
    createAccountPasswordRouter(passwordReset, {
      setPassword({ userId, newPassword, logoutDevices }) {
        if (newPassword.length < 8) throw new MatrixError(400, 'M_WEAK_PASSWORD', 'Eight characters at least')
        tell({ changed: { userId, newPassword, logoutDevices } })
      },
      notifyChanged: false,
    }),
  )
  app.get('/outbox', (_request, response) => {
    response.json(messages)
  })
  tell({ listening: publicBaseUrl })
})
