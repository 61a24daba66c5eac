import type { ExampleAnswer, RunningExample } from './example-server'

/** Presses the first button of a page, as a person in a browser does: posts the hidden fields of its first form. */
export async function pressFirstButton(example: RunningExample, link: string): Promise<ExampleAnswer> {
  const { text: page } = await example.ask(link, { headers: { accept: 'text/html' } })
  const { action, fields } = firstFormOf(page)
  return example.ask(new URL(action, link).href, {
    method: 'POST',
    text: fields.toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' },
  })
}

/** The first link is the one that goes on; another one stops. */
export async function pressButtonOfLastMail(example: RunningExample): Promise<void> {
  const mails = (await example.outbox()).filter(({ medium }) => medium === 'email')
  expect((await pressFirstButton(example, mails.at(-1)?.links[0] ?? '')).status).toBe(200)
}

/** The same, where no example server runs. */
export async function pressFirstButtonAt(link: string): Promise<Response> {
  const headers = { accept: 'text/html' }
  const { action, fields } = firstFormOf(await (await fetch(link, { headers })).text())
  return fetch(new URL(action, link), { method: 'POST', body: fields, headers, redirect: 'manual' })
}

export function firstFormOf(page: string): { action: string; fields: URLSearchParams } {
  const [, action = '', inner = ''] = /<form method="post" action="([^"]*)">([^]*?)<\/form>/.exec(page) ?? []
  const hidden = [...inner.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)]
  return {
    action,
    fields: new URLSearchParams(hidden.map(([, name = '', value = '']): [string, string] => [name, value])),
  }
}

export function requestEmailToken(example: RunningExample, fields: object = {}): Promise<ExampleAnswer> {
  return example.ask('/_matrix/client/v3/account/password/email/requestToken', {
    json: { client_secret: 'a-client-secret', email: 'alice@example.org', send_attempt: 1, ...fields },
  })
}

export function login(example: RunningExample, fields: object): Promise<ExampleAnswer> {
  return example.ask('/_matrix/client/v3/login', { json: { type: 'm.login.password', ...fields } })
}

export function loginAs(example: RunningExample, user: string, password: string): Promise<ExampleAnswer> {
  return login(example, { identifier: { type: 'm.id.user', user }, password })
}

export async function accessTokenOf(example: RunningExample, user: string, password: string): Promise<string> {
  const { status, body } = await loginAs(example, user, password)
  expect(status).toBe(200)
  return String(body['access_token'])
}
