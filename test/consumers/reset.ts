import type { RunningProject } from './consumer'

const clientSecret = 'a-client-secret'

interface Answer {
  readonly status: number
  readonly body: Readonly<Record<string, unknown>>
}

/** What a person and their client do first: ask for a mail, follow its link, press the button. */
export async function proveAddress(project: RunningProject): Promise<string> {
  const answer = await post(project, '/_matrix/client/v3/account/password/email/requestToken', {
    client_secret: clientSecret,
    email: 'Alice@Example.org',
    send_attempt: 1,
  })
  if (answer.status !== 200) throw new Error(`requestToken answered ${answer.status} ${JSON.stringify(answer.body)}`)
  await pressButton(await newestLink(project))
  return String(answer.body['sid'])
}

/** The last step. */
export async function setPassword(project: RunningProject, sid: string, newPassword: string): Promise<Answer> {
  return post(project, '/_matrix/client/v3/account/password', {
    new_password: newPassword,
    auth: { type: 'm.login.email.identity', threepid_creds: { sid, client_secret: clientSecret } },
  })
}

async function newestLink({ origin }: RunningProject): Promise<string> {
  const messages = (await (await fetch(`${origin}/outbox`)).json()) as { readonly links: readonly string[] }[]
  const link = messages.at(-1)?.links[0]
  if (link === undefined) throw new Error('No mail with a link was sent')
  return link
}

/** The first form of the page, sent as a browser without scripts sends it. */
async function pressButton(link: string): Promise<void> {
  const page = await (await fetch(link, { headers: { Accept: 'text/html' } })).text()
  const [form = ''] = /<form[\s\S]*?<\/form>/.exec(page) ?? []
  const [, action = ''] = /action="([^"]*)"/.exec(form) ?? []
  const inputs = [...form.matchAll(/<input[^>]*name="([^"]*)"[^>]*value="([^"]*)"/g)]
  const fields = inputs.map(([, name = '', value = '']): [string, string] => [name, value])
  const pressed = await fetch(new URL(action.replaceAll('&amp;', '&'), link), {
    method: 'POST',
    headers: { Accept: 'text/html' },
    body: new URLSearchParams(fields),
  })
  if (pressed.status !== 200) throw new Error(`The button was answered ${pressed.status}`)
}

async function post({ origin }: RunningProject, path: string, body: object): Promise<Answer> {
  const response = await fetch(origin + path, { method: 'POST', body: JSON.stringify(body) })
  return { status: response.status, body: (await response.json()) as Answer['body'] }
}
