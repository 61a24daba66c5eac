// Protections in lib/senders/.

/** @type {import('../protections.mjs').Protection[]} */
export const senders = [
  {
    name: 'No line end reaches a header of a mail',
    file: 'lib/senders/message-check.ts',
    find: "if (hasControlCharacter(subject)) throw refusal('subject', 'holds a line break or control character')",
    replace: '',
    tests: ['test/senders/message-check.test.ts', 'test/senders/smtp.test.ts'],
  },
  {
    name: 'SMTP goes over TLS',
    file: 'lib/senders/smtp.ts',
    find: 'requireTLS: !server.secure && !allowPlaintext',
    replace: 'requireTLS: false',
    tests: ['test/senders/smtp.test.ts'],
  },
  {
    name: 'Only on the way to this machine is a certificate unchecked',
    file: 'lib/senders/smtp-options.ts',
    find: '!isLoopbackHost(host) || ',
    replace: '',
    tests: ['test/senders/smtp-relays.test.ts'],
  },
  {
    name: 'A mail whose text was begun counts as sent',
    file: 'lib/senders/smtp-failure.ts',
    find: '  if (progress.textBegun) {',
    replace: '  if (progress.givenUp) {',
    tests: ['test/senders/smtp-hanging.test.ts'],
  },
  {
    name: 'A request to a provider that was on its way counts as sent',
    file: 'lib/senders/http-request.ts',
    find: 'progress.isOnItsWay = true',
    replace: '',
    tests: ['test/senders/sendgrid.test.ts', 'test/senders/vonage.test.ts'],
  },
  {
    name: 'A text of which a part was taken counts as sent',
    file: 'lib/senders/vonage-answer.ts',
    find: 'if (failed.length < statuses.length)',
    replace: 'if (failed.length > statuses.length)',
    tests: ['test/senders/vonage.test.ts'],
  },
  {
    name: 'No address beyond ASCII is named to a server without SMTPUTF8',
    file: 'lib/senders/smtp-pool.ts',
    find: '        checkUnicode(mail, connection)\n',
    replace: '',
    tests: ['test/senders/smtp-relays.test.ts'],
  },
]
