import { inspect } from 'node:util'
import { IdentityServerError } from '../../lib/identity-server/identity-server-error'
import { connectionFaults, type ConnectionFault } from './faults'
import { client_secret, fields, matrixError, routes, setUpClient, type ClientSetUp } from './client-set-up'

let set: ClientSetUp
beforeEach(async () => {
  set = await setUpClient()
})

describe('what is not an answer', () => {
  const faults = Object.keys(connectionFaults) as ConnectionFault[]
  const hanging: readonly ConnectionFault[] = ['never answers', 'slow headers', 'one byte a second']

  describe.each(routes)('%s', (route) => {
    test.each(faults)('%s: 502 with words, and nothing of what came', async (fault) => {
      const { call, fake } = hanging.includes(fault) ? await setUpClient(200) : set
      fake.fault(route, fault)
      const error = await matrixError(call(route))
      expect(error).toMatchObject({ status: 502, errcode: 'M_UNKNOWN', body: {} })
      expect(error.message).toMatch(new RegExp(`^The identity server ${fake.name} .*Try again in a minute`))
      expect(error.cause).toBeInstanceOf(IdentityServerError)
      expect(error.cause).toMatchObject({ idServer: fake.name, reason: expect.stringMatching(/^[a-z_]+$/) })
      expect(inspect(error, { depth: 9, showHidden: true })).not.toMatch(/alice|a secret/)
    })

    test.each([
      [401, 'M_UNKNOWN_TOKEN'],
      [401, 'M_UNAUTHORIZED'],
      [400, 'M_UNKNOWN'],
      [400, 'M_FORBIDDEN'],
      [400, 'M_UNRECOGNIZED'],
      [400, 'toString'],
      [400, '__proto__'],
      [400, ['M_INVALID_PARAM']],
      [400, undefined],
      [403, 'M_FORBIDDEN'],
      [403, 'M_TOKEN_INCORRECT'],
      [404, 'M_UNRECOGNIZED'],
      [404, 'M_INVALID_PARAM'],
      [401, 'M_TERMS_NOT_SIGNED'],
      [500, 'M_INVALID_PARAM'],
      [502, 'M_EMAIL_SEND_ERROR'],
      [201, undefined],
      [204, undefined],
    ])('%j %j does not pass', async (status, errcode) => {
      const { call, fake } = set
      fake.fault(route, { status, body: { errcode, error: 'alice@example.org', sid: '1', success: true } })
      const error = await matrixError(call(route))
      expect(error).toMatchObject({ status: 502, errcode: 'M_UNKNOWN', cause: { reason: 'bad_answer' } })
      expect(inspect(error, { depth: 9 })).not.toContain('alice')
    })

    test.each([
      'M_BAD_JSON',
      'M_DESTINATION_REJECTED',
      'M_EMAIL_SEND_ERROR',
      'M_INVALID_PARAM',
      'M_MISSING_PARAM',
      'M_MISSING_PARAMS',
      'M_NOT_JSON',
      'M_SEND_ERROR',
      'M_THREEPID_DENIED',
      'M_THREEPID_NOT_FOUND',
    ])('400 %s passes, in our words', async (errcode) => {
      const { call, fake } = set
      const body = { errcode, error: '<a href=https://evil.example.com>alice</a>', session: 'x' }
      fake.fault(route, { status: 400, body })
      const error = await matrixError(call(route))
      expect(error).toMatchObject({ status: 400, errcode, body: {} })
      expect(inspect(error, { depth: 9 })).not.toMatch(/alice|evil/)
    })

    test.each<[unknown, string | undefined, number]>([
      [2_000, undefined, 2_000],
      [2_000, '7', 2_000],
      [undefined, '7', 7_000],
      ['2000', '7', 7_000],
      [-1, '7', 7_000],
      [0.5, undefined, 1],
      [1e300, undefined, 3_600_000],
      [undefined, '999999999999', 3_600_000],
      [undefined, 'Fri, 31 Dec 9999 23:59:59 GMT', 3_600_000],
      [undefined, 'Thu, 01 Jan 1970 00:00:00 GMT', 60_000],
      [undefined, 'soon', 60_000],
      [undefined, undefined, 60_000],
    ])('429 passes with its wait: %j, Retry-After %j: %d', async (retry_after_ms, header, retryAfterMs) => {
      const { call, fake } = set
      const headers = header === undefined ? {} : { 'Retry-After': header }
      fake.fault(route, { status: 429, body: { errcode: 'M_LIMIT_EXCEEDED', retry_after_ms }, headers })
      expect(await matrixError(call(route))).toMatchObject({ status: 429, errcode: 'M_LIMIT_EXCEEDED', retryAfterMs })
    })
  })

  test('terms that are not signed, and a token that v2 does not know', async () => {
    const { client, fake, server } = set
    const idAccessToken = fake.register()
    fake.changeTerms()
    for (const refused of [
      () => client.requestToken(server, 'email', fields.email, idAccessToken),
      () => client.submitToken(server, 'msisdn', { sid: '1', client_secret, token: '1' }, idAccessToken),
      () => client.getValidated3pid(server, { sid: '1', client_secret }, idAccessToken),
    ])
      expect(await matrixError(refused())).toMatchObject({ status: 403, errcode: 'M_TERMS_NOT_SIGNED' })
    expect(await matrixError(client.requestToken(server, 'email', fields.email, 'unknown'))).toMatchObject({
      status: 502,
    })
  })

  test('a server that is not there: its name stands in the words', async () => {
    const { call, fake } = set
    await fake.close()
    for (const route of routes) {
      const error = await matrixError(call(route))
      expect(error).toMatchObject({ status: 502, errcode: 'M_UNKNOWN', cause: { reason: 'unreachable' } })
      expect(error.message).toContain(`${fake.name} could not be reached`)
    }
  })
})
