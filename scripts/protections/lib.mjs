// Protections in files directly in lib/.

/** @type {import('../protections.mjs').Protection[]} */
export const lib = [
  {
    name: 'A session is redeemed in its own flow alone',
    file: 'lib/password-reset.ts',
    find: 'context.sessions.look(credentials, { flow })',
    replace: 'context.sessions.look(credentials, { flow: "password" })',
    tests: ['test/proof/redeem-flows.test.ts'],
  },
  {
    name: 'A log line holds no address, whoever it is of',
    file: 'lib/error-text.ts',
    find: ".replace(emailAddress, '[private]')",
    replace: ".replace(emailAddress, '$&')",
    tests: ['test/error-text.test.ts'],
  },
  {
    name: 'Frames are taken from behind the message',
    file: 'lib/error-text.ts',
    find: '? head + message.length : 0',
    replace: '? 0 : 0',
    tests: ['test/error-text.test.ts'],
  },
  {
    name: 'A private value is found in an encoding within another',
    file: 'lib/readings.ts',
    find: 'isLast ? [] : decodingsOf(reading, known)',
    replace: 'isLast ? [] : []',
    tests: ['test/error-text.test.ts'],
  },
  {
    name: 'A NAT64 address counts as the IPv4 address in it',
    file: 'lib/ip-address.ts',
    find: 'beginsWith(groups, [0x64, 0xff9b, 0, 0, 0, 0])',
    replace: 'false',
    tests: ['test/http/network.test.ts'],
  },
  {
    name: 'What is no IP address is shown to nobody',
    file: 'lib/ip-address.ts',
    find: ": ''\n}",
    replace: ': text\n}',
    tests: ['test/http/network.test.ts', 'test/http/first-request.test.ts'],
  },
  {
    name: 'A flow that is not named is not served',
    file: 'lib/router.ts',
    find: '  const requests = [...flows].map(',
    replace:
      "  const requests = (['password', 'register', '3pid', ...flows].filter((flow, i, all): flow is Flow => all.indexOf(flow) === i)).map(",
    tests: ['test/http/request-token-flows.test.ts'],
  },
]
