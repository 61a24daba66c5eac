const { createMetrics } = require('express-matrix-password-reset/metrics')
const { sendgridSender } = require('express-matrix-password-reset/sendgrid')
const { smtpSender } = require('express-matrix-password-reset/smtp')
const { vonageSender } = require('express-matrix-password-reset/vonage')

const attempt = (make) => {
  try {
    make()
    return 'made'
  } catch (error) {
    return error.message
  }
}

const from = 'password-reset@example.org'
console.log(
  JSON.stringify({
    metrics: attempt(() => createMetrics()),
    sendgrid: attempt(() => sendgridSender({ apiKey: 'SG.key', from })),
    smtp: attempt(() => smtpSender({ url: 'smtps://mail.example.org', from }).close()),
    vonage: attempt(() => vonageSender({ apiKey: 'key', apiSecret: 'secret', from: 'Example' })),
  }),
)
