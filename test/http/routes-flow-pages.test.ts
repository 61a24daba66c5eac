import { createLanguages } from '../../lib/messages/languages/languages'
import type { HttpAnswer } from '../host/exchange'
import { clientSecret, formsOf, pathOf, wrongCode, type PageForm } from './flow'
import { hostKinds, startHost, type TestHost } from '../host/host'

const { pages: words } = createLanguages().wordsFor('en')
const paths = { register: 'register', '3pid': 'account/3pid' } as const
const flows = ['register', '3pid'] as const
const threepids = {
  email: { email: 'nobody@example.org' },
  msisdn: { country: 'GB', phone_number: '07400 123999' },
} as const
const credentialsOf = (sid: string) => ({ sid, client_secret: clientSecret })

/** As people open and press; what an account has nobody is told. */
describe.each(hostKinds)('the pages of registering and adding an address, on a host $name', (kind) => {
  describe.each(flows)('%s', (flow) => {
    const start = () => startHost(kind, { flows: ['password', 'register', '3pid'] })

    async function ask(host: TestHost, medium: 'email' | 'msisdn') {
      const path = host.at(`/_matrix/client/v3/${paths[flow]}/${medium}/requestToken`)
      const { body } = await host.agent
        .post(path)
        .send({ ...threepids[medium], client_secret: clientSecret, send_attempt: 1 })
      const { links, code } = host.outbox.messages.at(-1) ?? { links: [] }
      const { sid, submit_url: submitUrl } = body as { sid: string; submit_url?: string }
      return { sid, submitUrl: submitUrl ?? '', links, code: code ?? '' }
    }

    test('by link: confirm, done, and confirmed for this flow alone', async () => {
      const host = await start()
      const { sid, links } = await ask(host, 'email')
      const page = await open(host, links[0] ?? '')
      expect(page.text).toContain(words.confirm[flow].email.title)
      expect(page.text).not.toContain('@alice:localhost')
      const done = await press(host, formsOf(page.text)[0])
      expect(done.status).toBe(200)
      expect(done.text).toContain(words.done[flow].email.title)
      expect((await open(host, links[0] ?? '')).text).toContain(words.confirm[flow].email.confirmed.title)
      expect(await host.passwordReset.validated(credentialsOf(sid), { flow })).toMatchObject({ userId: null })
      expect(await host.passwordReset.validated(credentialsOf(sid))).toBeNull()
    })

    test('by the link that only stops', async () => {
      const host = await start()
      const { sid, links } = await ask(host, 'email')
      const page = await open(host, links[1] ?? '')
      expect(page.text).toContain(words.stop[flow].email.title)
      const [stop, ...others] = formsOf(page.text)
      expect(others).toEqual([])
      expect((await press(host, stop)).text).toContain(words.notMeDone[flow].email.stopped.title)
      expect((await open(host, links[0] ?? '')).text).toContain(words.expired.title.link)
      expect(await host.passwordReset.validated(credentialsOf(sid), { flow })).toBeNull()
    })

    test('by code: a wrong one, the right one, done', async () => {
      const host = await start()
      const { sid, submitUrl, code } = await ask(host, 'msisdn')
      const page = await open(host, `${submitUrl}?${new URLSearchParams(credentialsOf(sid)).toString()}`)
      expect(page.text).toContain(words.code.title[flow].msisdn)
      const [form] = formsOf(page.text)
      const wrong = await press(host, form, { token: wrongCode(code) })
      expect(wrong.text).toContain(words.code.wrong)
      const done = await press(host, formsOf(wrong.text)[0], { token: code })
      expect(done.text).toContain(words.done[flow].msisdn.title)
      expect(await host.passwordReset.validated(credentialsOf(sid), { flow })).toMatchObject({ medium: 'msisdn' })
    })

    test('by code: stopped', async () => {
      const host = await start()
      const { sid, submitUrl, code } = await ask(host, 'msisdn')
      const page = await open(host, `${submitUrl}?${new URLSearchParams(credentialsOf(sid)).toString()}`)
      const [form, stop] = formsOf(page.text)
      expect((await press(host, stop)).text).toContain(words.stopped[flow].msisdn.title)
      expect(await press(host, form, { token: code })).toMatchObject({ status: 400 })
    })
  })
})

const accept = { Accept: 'text/html' }

async function open(host: TestHost, link: string): Promise<HttpAnswer> {
  return host.raw({ method: 'GET', path: pathOf(link), headers: accept })
}

async function press(host: TestHost, form?: PageForm, filledIn: Record<string, string> = {}): Promise<HttpAnswer> {
  if (!form) throw new Error('The page has no such form')
  const body = new URLSearchParams({ ...form.fields, ...filledIn }).toString()
  return host.raw({
    method: 'POST',
    path: form.action,
    headers: { ...accept, 'Content-Type': 'application/x-www-form-urlencoded' },
    body,
  })
}
