// `/account/3pid` (Client-Server API, "Adding Account Administrative Contact Information"): the addresses of an account.
import { Router } from 'express'
import { canonicalThreepid, MatrixError } from 'express-matrix-password-reset'
import { bodyOf, clientServerRoute, stringFrom } from './client-server-route.mjs'
import { passwordStage } from './login.mjs'

/** @param {import('./homeserver.mjs').Parts} parts */
export function threepidRoutes({ accounts, accessTokens, interactiveAuth, passwordReset }) {
  const router = Router()
  clientServerRoute(router, '/account/3pid', {
    GET: (request, response) => {
      const { userId } = accessTokens.whoAsks(request)
      const threepids = accounts.threepidsOf(userId).map(({ medium, address, canonical, addedAt }) => ({
        medium,
        address: medium === 'email' ? address : canonical,
        added_at: addedAt,
        validated_at: addedAt,
      }))
      response.json({ threepids })
    },
  })
  clientServerRoute(router, '/account/3pid/add', {
    POST: async (request, response) => {
      const { userId } = accessTokens.whoAsks(request)
      const body = bodyOf(request)
      const credentials = { sid: stringFrom(body, 'sid'), client_secret: stringFrom(body, 'client_secret') }
      // The password is asked for, because somebody with another person's unlocked device could add an address of their own and
      // reset the password with it.
      await interactiveAuth.run(body.auth, passwordStage('add', userId, accounts), async () => {
        const added = await passwordReset.redeem(
          credentials,
          (threepid) => {
            accounts.addThreepid(userId, threepid)
            return Promise.resolve(true)
          },
          { flow: '3pid' },
        )
        if (added === null) throw new MatrixError(400, 'M_THREEPID_AUTH_FAILED', 'This address is not confirmed yet')
      })
      response.json({})
    },
  })
  clientServerRoute(router, '/account/3pid/delete', {
    POST: async (request, response) => {
      const { userId } = accessTokens.whoAsks(request)
      const threepid = threepidFrom(bodyOf(request))
      if (threepid && accounts.findByThreepid(threepid)?.userId === userId) {
        accounts.removeThreepid(userId, threepid)
        // A reset that was begun with this address must not go on.
        await passwordReset.revoke(threepid)
      }
      // This server binds no addresses at identity servers, so it can't unbind one.
      response.json({ id_server_unbind_result: 'no-support' })
    },
  })
  return router
}

/** @param {Readonly<Record<string, unknown>>} body */
function threepidFrom(body) {
  const medium = stringFrom(body, 'medium')
  const address = stringFrom(body, 'address')
  if (medium !== 'email' && medium !== 'msisdn') throw new MatrixError(400, 'M_INVALID_PARAM', 'medium is not known')
  return canonicalThreepid({ medium, address })
}
