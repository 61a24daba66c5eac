// The journeys at the host in screen-host.mjs: pages when something fails, and pages with a link to the brand's app.
import { clientSecret, choose, codePageOf, enter, fill, press, pressIn, wrong } from './screen-forms.mjs'
import { deniedEmail } from './screen-host.mjs'

/** @typedef {import('./screen-journeys.mjs').Visit} Visit */

const email = 'alice@example.org'
const number = { country: 'GB', phone_number: '07400 123456' }

/** @param {Visit} visit */
export async function troubles({ page, anotherBrowser, shoot, newestMessage, faults }) {
  await page.goto('/reset')
  await fill(page, 'email', deniedEmail)
  await shoot('reset-denied')

  const elsewhere = await anotherBrowser()
  await elsewhere.setContent(
    `<form method="post" action="${new URL('/reset/email', page.url()).href}"><button>Go</button></form>`,
  )
  await press(elsewhere, 'button')
  await shoot('reset-forbidden', elsewhere)

  await page.goto('/reset')
  await fill(page, 'email', email)
  const { links } = await newestMessage()
  const [link = '', stopLink = ''] = links
  faults.isStoreAway = true
  await page.reload()
  await shoot('reset-unavailable')
  const opened = await anotherBrowser()
  await opened.goto(link)
  await shoot('link-unavailable', opened)
  faults.isStoreAway = false

  await press(opened, 'form button')
  await pressIn(opened, '/confirm')
  faults.isSlow = true
  const isSet = choose(opened, 'new-password-1')
  const stopping = await anotherBrowser()
  await stopping.goto(stopLink)
  await shoot('stop-while-used', stopping)
  await pressIn(stopping, '/confirm')
  await shoot('stop-may-be-used', stopping)
  faults.isSlow = false
  await isSet
}

/** The last pages of each journey have a button that leads to the app.
 * @param {Visit} visit */
export async function withApp({ page, shoot, newestMessage, post }) {
  await post('account/password/email', { email })
  const { links } = await newestMessage()
  const [link = '', stopLink = ''] = links
  await page.goto(link)
  await pressIn(page, '/confirm')
  await shoot('done-app')
  await page.goto(link.slice(0, -4))
  await shoot('link-wrong-app')
  await page.goto(stopLink)
  await pressIn(page, '/confirm')
  await page.goto(link)
  await shoot('link-expired-app')

  await page.goto(codePageOf(await post('account/password/msisdn', { ...number, client_secret: clientSecret })))
  const { code } = await newestMessage()
  for (let time = 1; time <= 5; time += 1) await enter(page, wrong(code))
  await shoot('code-over-app')
}
