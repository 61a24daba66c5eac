// The senders of mail and SMS: a provider if the environment names one, otherwise an outbox.
import { outbox } from 'express-matrix-password-reset'
import { sendgridSender } from 'express-matrix-password-reset/sendgrid'
import { smtpSender } from 'express-matrix-password-reset/smtp'
import { vonageSender } from 'express-matrix-password-reset/vonage'

/**
 * @typedef {object} Senders
 * @property {import('express-matrix-password-reset').EmailSender} email
 * @property {import('express-matrix-password-reset').SmsSender} sms
 * @property {readonly import('express-matrix-password-reset').OutboxMessage[] | undefined} messages the messages of the outbox, if there is one
 * @property {() => void} close
 */

/**
 * @param {import('./configuration.mjs').Configuration} configuration
 * @returns {Senders}
 */
export function sendersFrom({ email, sms }) {
  const box = outbox()
  const smtp =
    email.provider === 'smtp'
      ? smtpSender({ url: email.url ?? '', from: email.from ?? '', allowPlaintext: email.allowPlaintext ?? false })
      : undefined
  return {
    email: smtp ?? (email.provider === 'sendgrid' ? sendgridFrom(email) : box.email),
    sms: sms.provider === 'vonage' ? vonageFrom(sms) : box.sms,
    messages: email.provider === 'outbox' || sms.provider === 'outbox' ? box.messages : undefined,
    close: () => smtp?.close(),
  }
}

/** @param {import('./configuration.mjs').Configuration['email']} email */
function sendgridFrom({ apiKey = '', from = '', baseUrl }) {
  return sendgridSender({ apiKey, from, ...(baseUrl !== undefined && { baseUrl }) })
}

/** @param {import('./configuration.mjs').Configuration['sms']} sms */
function vonageFrom({ apiKey = '', apiSecret = '', from = '', baseUrl }) {
  return vonageSender({ apiKey, apiSecret, from, ...(baseUrl !== undefined && { baseUrl }) })
}
