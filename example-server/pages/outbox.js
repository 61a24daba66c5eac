/* eslint-env browser */
// Shows the messages of outbox.json, also those that arrive while the page is open.

const pollEveryMs = 1_000
const list = document.getElementById('messages')
const state = document.getElementById('state')
const template = document.getElementById('message')

/** The keys of the messages on the page, oldest first. */
let shown = []

void poll()

async function poll() {
  try {
    const response = await fetch('outbox.json')
    if (!response.ok) throw new Error(`The outbox answers ${response.status}`)
    showNew(await response.json())
  } catch {
    tell('The server does not answer; still trying.')
  }
  setTimeout(poll, pollEveryMs)
}

function showNew(messages) {
  const keys = messages.map((message) => JSON.stringify(message))
  // Messages may be gone: the server was restarted, or the outbox was full.
  const kept = shown.length > 0 ? keys.lastIndexOf(shown.at(-1)) + 1 : 0
  if (kept === 0) list.replaceChildren()
  for (const message of messages.slice(kept)) list.prepend(articleOf(message))
  shown = keys
  tell(keys.length === 0 ? 'No message yet.' : keys.length === 1 ? '1 message.' : `${keys.length} messages.`)
}

/** Writes a text that screen readers read out. */
function tell(text) {
  if (state.textContent !== text) state.textContent = text
}

function articleOf({ medium, to, subject, text, html, links, code, sentAt }) {
  const article = template.content.cloneNode(true)
  const find = (selector) => article.querySelector(selector)
  find('h2').textContent = subject ?? 'Text message'
  find('.medium').textContent = medium === 'email' ? 'Email' : 'SMS'
  find('.to').textContent = to
  find('time').textContent = new Date(sentAt).toLocaleTimeString()
  find('time').dateTime = new Date(sentAt).toISOString()
  find('pre').textContent = text
  if (code !== undefined) offerCode(find('.copy'), code)
  if (links.length > 0) {
    find('.open').href = links[0]
    find('.open').hidden = false
  }
  if (html === undefined) {
    find('.looks').remove()
    find('.plain h3').remove()
  } else {
    find('.looks').append(frameOf(html, subject))
  }
  if (code === undefined && links.length === 0) find('.actions').remove()
  return article
}

/**
 * Makes a frame for a mail. It may have this page's origin, so that its height can be measured, because no script runs in it.
 * Its links open in another tab, outside of the sandbox.
 */
function frameOf(html, subject) {
  const frame = document.createElement('iframe')
  frame.title = subject
  frame.sandbox = 'allow-same-origin allow-popups allow-popups-to-escape-sandbox'
  frame.srcdoc = html.replace(/<head[^>]*>/i, '$&<base target="_blank">')
  // If the width changes, the lines break elsewhere and the height changes.
  frame.addEventListener('load', () => new ResizeObserver(() => showWhole(frame)).observe(frame))
  return frame
}

function showWhole(frame) {
  const { documentElement } = frame.contentDocument
  // The frame is set to no height first, because a page is at least as tall as its frame.
  frame.style.height = '0'
  frame.style.height = `${documentElement.scrollHeight + frame.offsetHeight - frame.clientHeight}px`
}

function offerCode(button, code) {
  button.hidden = false
  button.querySelector('.digits').textContent = code
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(code)
    tell(`The code ${code} is copied.`)
    button.firstChild.textContent = 'Copied '
  })
}
