/* eslint-env browser */
// A client's whole part in a reset, by the requests of the Client-Server API ("Password management") and nothing else.

const pollEveryMs = 2_000
/** The server's words are for whoever makes clients; these are for whoever has lost a password. */
const words = {
  M_TOKEN_INCORRECT: 'That is not the code: please look again, or have another one sent',
  M_SESSION_EXPIRED: 'That message is too old, or was tried too often: please start over',
  M_THREEPID_NOT_FOUND: 'No account here has that address',
}
const stages = { email: 'm.login.email.identity', msisdn: 'm.login.msisdn' }

/** The reset under way. */
let reset = newReset()
let pollTimer

fillCountries()
showMedium()
byId('address-form').addEventListener('change', showMedium)
byId('show-password').addEventListener('change', ({ target }) => {
  byId('password').type = target.checked ? 'text' : 'password'
})
onSubmit('address-form', requestToken)
onSubmit('code-form', submitCode)
onSubmit('password-form', changePassword)
byId('go-on').addEventListener('click', () => show('password'))
for (const button of document.querySelectorAll('[data-again]')) onPress(button, sendAnother)
for (const button of document.querySelectorAll('[data-restart]')) onPress(button, startOver)

async function requestToken() {
  const medium = chosenMedium()
  const fields =
    medium === 'email'
      ? { email: valueOf('email', 'Type the email address of your account') }
      : { country: byId('country').value, phone_number: valueOf('phone', 'Type the phone number of your account') }
  reset = { ...newReset(), medium, fields }
  await send()
}

async function sendAnother() {
  reset.sendAttempt += 1
  await send()
}

async function send() {
  const { medium, fields, clientSecret, sendAttempt } = reset
  const answer = await post(`/_matrix/client/v3/account/password/${medium}/requestToken`, {
    ...fields,
    client_secret: clientSecret,
    send_attempt: sendAttempt,
  })
  if (!answer.ok) throw problemOf(answer, medium === 'email' ? 'email' : 'phone')
  reset.sid = answer.json.sid
  reset.submitUrl = answer.json.submit_url
  for (const place of document.querySelectorAll('[data-address]'))
    place.textContent = fields.email ?? fields.phone_number
  byId('code').value = ''
  // A `submit_url` says that what was sent is a code to type.
  show(reset.submitUrl === undefined ? 'link' : 'code')
}

async function submitCode() {
  const token = valueOf('code', 'Type the code that came')
  const answer = await post(reset.submitUrl, { sid: reset.sid, client_secret: reset.clientSecret, token })
  if (!answer.ok) throw problemOf(answer, 'code')
  show('password')
}

async function changePassword() {
  const answer = await postPassword({
    new_password: valueOf('password', 'Type a new password'),
    logout_devices: byId('logout-devices').checked,
  })
  if (answer.status === 401)
    throw new Problem('Not confirmed yet: open the link in the message and press the button there')
  if (!answer.ok) throw problemOf(answer, 'password')
  byId('password').value = ''
  show('done')
}

function startOver() {
  reset = newReset()
  show('address')
}

/**
 * Asks whether the address is proved, by a change of password without a password: until it is, the answer is 401; from then
 * on it is that the password is missing.
 */
async function poll() {
  const { sid } = reset
  let waitMs = pollEveryMs
  try {
    const { status, json } = await postPassword({})
    if (sid !== reset.sid || currentStep() !== 'link') return
    if (status === 400 && json.errcode === 'M_MISSING_PARAM') return show('password')
    waitMs = Math.max(waitMs, json.retry_after_ms ?? 0)
  } catch {
    // The network may be back next time.
  }
  if (sid === reset.sid && currentStep() === 'link') pollTimer = setTimeout(poll, waitMs)
}

function postPassword(fields) {
  const threepidCreds = { sid: reset.sid, client_secret: reset.clientSecret }
  const auth = { type: stages[reset.medium], threepid_creds: threepidCreds }
  return post('/_matrix/client/v3/account/password', { ...fields, auth })
}

async function post(url, body) {
  const headers = { 'Content-Type': 'application/json' }
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })
  return { ok: response.ok, status: response.status, json: await response.json() }
}

function newReset() {
  const random = crypto.getRandomValues(new Uint8Array(24))
  const clientSecret = Array.from(random, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return { clientSecret, sendAttempt: 1, medium: 'email', fields: {}, sid: undefined, submitUrl: undefined }
}

/** What a person is told, and the field that it is about. */
class Problem extends Error {
  constructor(message, field) {
    super(message)
    this.field = field
  }
}

function problemOf({ json }, field) {
  return new Problem(words[json.errcode] ?? json.error, field)
}

function onSubmit(id, action) {
  const form = byId(id)
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    void act(form.querySelector('[type=submit]'), action)
  })
}

function onPress(button, action) {
  button.addEventListener('click', () => void act(button, action))
}

/** One action at a time; the button keeps its focus meanwhile, which `disabled` would take. */
async function act(button, action) {
  if (button.getAttribute('aria-disabled') === 'true') return
  button.setAttribute('aria-disabled', 'true')
  showProblem(null)
  try {
    await action()
  } catch (error) {
    showProblem(error instanceof Problem ? error : new Problem('The server cannot be reached: please try again'))
  } finally {
    button.removeAttribute('aria-disabled')
  }
}

function showProblem(problem) {
  for (const field of document.querySelectorAll('[aria-invalid]')) field.removeAttribute('aria-invalid')
  const box = byId('problem')
  box.hidden = problem === null
  box.textContent = problem?.message ?? ''
  if (problem?.field === undefined) return
  byId(problem.field).setAttribute('aria-invalid', 'true')
  byId(problem.field).focus()
}

function show(step) {
  clearTimeout(pollTimer)
  showProblem(null)
  for (const section of document.querySelectorAll('[data-step]')) section.hidden = section.dataset.step !== step
  const heading = document.querySelector(`[data-step=${step}] h1`)
  document.title = heading.textContent
  heading.focus()
  if (step === 'link') pollTimer = setTimeout(poll, pollEveryMs)
}

function currentStep() {
  return document.querySelector('[data-step]:not([hidden])').dataset.step
}

function showMedium() {
  for (const part of document.querySelectorAll('[data-medium]')) part.hidden = part.dataset.medium !== chosenMedium()
}

function chosenMedium() {
  return document.querySelector('[name=medium]:checked').value
}

/** Every pair of letters that the browser knows as a country. */
function fillCountries() {
  const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' })
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
  const notCountries = ['EU', 'EZ', 'QO', 'UN', 'XA', 'XB', 'ZZ']
  const countries = letters
    .flatMap((first) => letters.map((second) => first + second))
    .filter((code) => !notCountries.includes(code) && Intl.getCanonicalLocales(`und-${code}`)[0] === `und-${code}`)
    .map((code) => ({ code, name: names.of(code) }))
    .filter(({ name }) => name !== undefined)
    .sort((one, two) => one.name.localeCompare(two.name, 'en'))
  const options = countries.map(({ code, name }) => new Option(name, code, code === 'GB', code === 'GB'))
  byId('country').replaceChildren(...options)
}

function valueOf(id, otherwise) {
  const { value } = byId(id)
  if (value.trim() === '') throw new Problem(otherwise, id)
  return value
}

function byId(id) {
  return document.getElementById(id)
}
