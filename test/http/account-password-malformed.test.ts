import { plainHost, startHost } from '../host/host'
import { expectError, expectLimited } from './answers'

const path = '/_matrix/client/v3/account/password'

test.each<[string, string, number, string]>([
  ['what is not JSON', '{', 400, 'M_NOT_JSON'],
  ['no object', '[]', 400, 'M_BAD_JSON'],
  ['a field of another type', '{"auth": "x"}', 400, 'M_BAD_JSON'],
  ['a field within auth of another type', '{"auth": {"threepid_creds": []}}', 400, 'M_BAD_JSON'],
  ['a body that is too large', JSON.stringify({ padding: 'x'.repeat(17_000) }), 413, 'M_TOO_LARGE'],
])('/account/password counts %s towards the limit of its network', async (_name, body, status, errcode) => {
  const host = await startHost(plainHost, { limits: { accountPasswordPerNetwork: { max: 3, windowMs: 60_000 } } })
  for (let time = 0; time < 3; time += 1) expectError(await host.raw({ path, body }), status, errcode)
  expectLimited(await host.raw({ path, body }), 60_000)
  expectLimited(await host.raw({ path, body: '{}' }), 60_000)
})
