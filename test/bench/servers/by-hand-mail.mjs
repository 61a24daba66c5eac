// The mail of the handler written by hand: about 6 KB of text and HTML with the same facts as the package's mail. The styles
// are inline, because mail programs need that. It is one template literal, and values in the HTML are escaped.

const time = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' })
const font = 'font-family:system-ui,-apple-system,Segoe UI,Roboto,Arial,sans-serif'
const plain = `${font};font-size:16px;line-height:1.5;color:#16191d;margin:0 0 16px`
const small = `${font};font-size:14px;line-height:1.5;color:#4d545e;margin:0 0 8px`
const server = 'matrix.example.org'
const confirmUrl = `https://${server}/_matrix/client/unstable/password_reset/email/confirm`

export function mailWithLink({ to, userId, sid, token, requester }) {
  const link = `${confirmUrl}?sid=${encodeURIComponent(sid)}&token=${encodeURIComponent(token)}`
  const how = `<p style="${plain}">If this was you, open this link to continue:</p>
        <p style="margin:0 0 16px"><a class="button" href="${escaped(link)}"
          style="${font};display:inline-block;padding:14px 28px;border-radius:8px;background:#0b5cad;color:#fff;font-size:16px;font-weight:600;text-decoration:none">Continue</a></p>
        <p class="soft" style="${small}">If the button doesn’t work, copy this link into your browser:<br>
          <a href="${escaped(link)}" style="color:#0b5cad;word-break:break-all">${escaped(link)}</a></p>
        <p style="${plain}">The link works for 1 hour.</p>`
  return mail({
    to,
    userId,
    requester,
    how,
    what: `open this link to continue:\n${link}\n\nThe link works for 1 hour.`,
  })
}

export function mailWithCode({ to, userId, token, requester }) {
  const how = `<p style="${plain}">If this was you, type this code where you asked for it:</p>
        <p style="${plain};font-size:28px;font-weight:700;letter-spacing:4px">${escaped(token)}</p>
        <p style="${plain}">The code works for 10 minutes.</p>`
  const what = `type this code where you asked for it:\n${token}\n\nThe code works for 10 minutes.`
  return mail({ to, userId, requester, how, what })
}

function mail({ to, userId, requester, how, what }) {
  const at = `${time.format(requester.at)} UTC`
  const headers = { 'Auto-Submitted': 'auto-generated', 'Content-Language': 'en' }
  const text = `Reset your password

Someone asked to reset the password of ${userId} at ${server}.

If this was you, ${what}

Don’t forward this email. Whoever has it can set a new password for your account.

Who asked
Time: ${at}
Network address: ${requester.from}
Browser or app: ${requester.browser}

If this was not you, you don’t have to do anything: your password stays as it is. To stop this request at once, open the link and choose “This was not me”.

-- 
This email was sent automatically by ${server}. Replies to it are not read.
`
  return { to, subject: `Reset your password at ${server}`, text, html: html({ userId, at, requester, how }), headers }
}

function html({ userId, at, requester, how }) {
  return `<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <meta name="format-detection" content="telephone=no, date=no, address=no, email=no, url=no">
    <title>Reset your password</title>
    <style>
      :root { color-scheme: light dark; }
      @media (prefers-color-scheme: dark) {
        .page { background: #101215 !important; }
        .card { background: #1b1e23 !important; border-color: #3b414b !important; }
        .card p, .card h1 { color: #f2f4f6 !important; }
        .soft { color: #b9c0ca !important; }
        .button { background: #0b5cad !important; color: #ffffff !important; }
      }
    </style>
  </head>
  <body class="page" style="margin:0;padding:0;background:#f1f3f6">
    <table role="presentation" cellpadding="0" cellspacing="0" border="0" class="page" width="100%" style="background:#f1f3f6">
      <tr><td align="center" style="padding:24px 12px">
        <table role="presentation" cellpadding="0" cellspacing="0" border="0" width="100%" style="max-width:560px;text-align:left">
          <tr><td style="padding:0 4px 16px"><span style="${font};font-size:18px;font-weight:600">${server}</span></td></tr>
          <tr><td class="card" style="padding:28px 24px 12px;background:#ffffff;border:1px solid #d5dae1;border-radius:12px">
        <h1 style="${font};font-size:22px;line-height:1.3;font-weight:700;margin:0 0 16px">Reset your password</h1>
        <p style="${plain}">Someone asked to reset the password of <bdi>${escaped(userId)}</bdi> at <bdi>${server}</bdi>.</p>
        ${how}
        <p style="${plain};font-weight:600">Don’t forward this email. Whoever has it can set a new password for your account.</p>
        <p style="${small};font-weight:600">Who asked</p>
        <p class="soft" style="${small}">Time: ${escaped(at)}</p>
        <p class="soft" style="${small}">Network address: <bdi>${escaped(requester.from)}</bdi></p>
        <p class="soft" style="${small}">Browser or app: ${escaped(requester.browser)}</p>
        <p style="${plain}">If this was not you, you don’t have to do anything: your password stays as it is. To stop this request at once, open the link and choose “This was not me”.</p>
          </td></tr>
          <tr><td class="soft" style="${small};padding:16px 4px">This email was sent automatically by <bdi>${server}</bdi>. Replies to it are not read.</td></tr>
        </table>
      </td></tr>
    </table>
  </body>
</html>
`
}

const entities = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

function escaped(text) {
  return text.replace(/[&<>"']/g, (character) => entities[character])
}
