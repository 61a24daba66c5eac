import { pathOf } from '../flow'
import { plainHost, type TestHost } from '../../host/host'
import { askFor, fromOwnPage, origin, passwords, Person, reachPasswordForm, startResetHost } from './person'

/** The form behind a link, as whoever has the link can put it into a page of their own. */
async function confirmFormOf(host: TestHost) {
  const stranger = new Person(host)
  const { link } = await askFor(stranger, host, 'email', { email: 'bob@example.org' })
  const { searchParams } = new URL(link)
  const fields = { sid: searchParams.get('sid') ?? '', token: searchParams.get('token') ?? '', action: 'confirm' }
  const [action = ''] = pathOf(link).split('?')
  return { method: 'post', action, fields, inputs: [] }
}

const evil = 'https://evil.example'
test.each<[string, object]>([
  ['as browsers say it', { Origin: evil, 'Sec-Fetch-Site': 'cross-site' }],
  ['out of a frame without an origin', { Origin: 'null', 'Sec-Fetch-Site': 'cross-site' }],
  ['of a neighbouring host', { Origin: 'https://evil.example.org', 'Sec-Fetch-Site': 'same-site' }],
  ['in a browser that names the origin alone', { Origin: evil }],
])("another site's form puts no session of a stranger's into a person's browser: %s", async (_name, headers) => {
  const host = await startResetHost(plainHost)
  const person = await reachPasswordForm(host)
  const cookies = [...person.jar]
  const passwordForm = person.form('/password')
  await person.press(await confirmFormOf(host), {}, headers)
  expect([...person.jar]).toEqual(cookies)
  await person.press(passwordForm, passwords)
  expect(host.changes.map(({ userId }) => userId)).toEqual(['@alice:localhost'])
})

test.each<[string, object]>([
  ['all that browsers say', fromOwnPage],
  ['the origin that a page without referrer has', { Origin: 'null', 'Sec-Fetch-Site': 'same-origin' }],
  ['that origin alone', { Origin: 'null' }],
  ['the origin alone', { Origin: origin }],
  ['nothing', {}],
])('the own form goes on, with %s', async (_name, headers) => {
  const host = await startResetHost(plainHost)
  const person = new Person(host)
  await person.press(await confirmFormOf(host), {}, headers)
  await person.press(person.form('/password'), passwords)
  expect(host.changes.map(({ userId }) => userId)).toEqual(['@bob:localhost'])
})

test('a cookie whose name only looks like the own one is another', async () => {
  const mark = '\u00a0'
  const host = await startResetHost(plainHost)
  const [person, stranger] = [await reachPasswordForm(host), await reachPasswordForm(host)]
  const [[name = '', own = ''] = []] = person.jar
  const [[, theirs = ''] = []] = stranger.jar
  const at = (cookie: string) =>
    host.raw({ method: 'GET', path: '/reset/password', headers: { Cookie: cookie, Accept: 'text/html' } })
  expect((await at(`a=1; ${mark}${name}=${theirs}`)).text).not.toContain('new_password')
  expect((await at(`${mark}${name}=${theirs}; ${name}=${own}`)).text).toContain('new_password')
})
