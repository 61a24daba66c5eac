// Routes for somebody who is signed in: `whoami`, the capabilities, `logout`, and a change of the password.
import { Router } from 'express'
import { bodyOf, clientServerRoute, stringFrom } from './client-server-route.mjs'
import { passwordStage } from './login.mjs'

/** Clients show in their settings only what these allow (Client-Server API, "Capabilities negotiation"). */
const capabilities = {
  'm.change_password': { enabled: true },
  'm.3pid_changes': { enabled: true },
  'm.set_displayname': { enabled: false },
  'm.set_avatar_url': { enabled: false },
}

/** @param {import('./homeserver.mjs').Parts} parts */
export function accountRoutes({ accounts, accessTokens, interactiveAuth }) {
  const router = Router()
  clientServerRoute(router, '/capabilities', {
    GET: (request, response) => {
      accessTokens.whoAsks(request)
      response.json({ capabilities })
    },
  })
  clientServerRoute(router, '/account/whoami', {
    GET: (request, response) => {
      const { userId, deviceId } = accessTokens.whoAsks(request)
      response.json({ user_id: userId, device_id: deviceId, is_guest: false })
    },
  })
  clientServerRoute(router, '/logout', {
    POST: (request, response) => {
      accessTokens.signOut(accessTokens.whoAsks(request))
      response.json({})
    },
  })
  clientServerRoute(router, '/logout/all', {
    POST: (request, response) => {
      accessTokens.signOutEverywhere(accessTokens.whoAsks(request).userId)
      response.json({})
    },
  })
  // The package has answered requests without an access token. With one, the user must give the old password.
  clientServerRoute(router, '/account/password', {
    POST: async (request, response) => {
      const signIn = accessTokens.whoAsks(request)
      const body = bodyOf(request)
      await interactiveAuth.run(body.auth, passwordStage('password', signIn.userId, accounts), async () => {
        await accounts.setPassword(signIn.userId, stringFrom(body, 'new_password'))
        if (body.logout_devices !== false) accessTokens.signOutEverywhere(signIn.userId, signIn)
      })
      response.json({})
    },
  })
  return router
}
