/** The rooms of `lib/`, top to bottom: a file imports from its own row and from those below it, never from one above. */
const rooms = [
  ['cli'],
  ['index.ts', 'index.mts', 'metrics.ts', 'metrics.mts'],
  ['router.ts', 'reset-page-router.ts', 'serve.ts', 'password-reset.ts', 'check.ts'],
  ['endpoints'],
  ['proof'],
  ['delivery'],
  ['error-answer.ts', 'context.ts'],
  ['limits'],
  ['options'],
  ['identity-server'],
  ['http'],
  ['sessions'],
  ['messages'],
  ['senders'],
  [
    'events.ts',
    'logger.ts',
    'error-text.ts',
    'error-meaning.ts',
    'prom-client.ts',
    'private-values.ts',
    'readings.ts',
    'background.ts',
    'time-limit.ts',
    'retry-after.ts',
    'ip-address.ts',
    'option-complaints.ts',
  ],
  ['threepids'],
]

/** The rooms of `lib/messages/`, with the same rule. */
const roomsOfMessages = [
  ['messages.ts', 'override.ts', 'language.ts'],
  ['mails', 'pages', 'sms'],
  ['languages'],
  ['values'],
  ['brand', 'requester'],
  ['text'],
  ['words'],
]

module.exports = { rooms, roomsOfMessages }
