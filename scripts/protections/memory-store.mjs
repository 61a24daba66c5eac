// Protections in the store in memory, lib/sessions/memory-*.ts.

const memoryContract = ['test/contract/memory-store.test.ts']

/** @type {import('../protections.mjs').Protection[]} */
export const memoryStore = [
  {
    name: '"This was not me" ends every session of the address',
    file: 'lib/sessions/memory-store.ts',
    find: '    if (ofAddress) cut(session.address)\n    else session.state',
    replace: '    if (!ofAddress) session.state',
    tests: [...memoryContract, 'test/http/confirm.test.ts'],
  },
  {
    name: 'A claim ends the other sessions of the address (memory)',
    file: 'lib/sessions/memory-store.ts',
    find: "      cut(session.address)\n      session.state = 'spent'",
    replace: "      session.state = 'spent'",
    tests: memoryContract,
  },
  {
    name: 'A wrong code is counted for its session (memory)',
    file: 'lib/sessions/memory-wrong-codes.ts',
    find: '  session.wrongCodes += 1',
    replace: '  session.wrongCodes += 0',
    tests: [...memoryContract, 'test/http/submit-token-codes.test.ts'],
  },
  {
    name: 'A wrong code is counted for its address (memory)',
    file: 'lib/sessions/memory-wrong-codes.ts',
    find: '  chargeWrongCode(session.address, limit, counterRoom, now)\n',
    replace: '',
    tests: [...memoryContract, 'test/http/submit-token-codes.test.ts'],
  },
  {
    name: 'A token has a lifetime of its own',
    file: 'lib/sessions/memory-session.ts',
    find: "session.state === 'spent' || token.expiresAt > now",
    replace: "session.state === 'spent' || session.expiresAt > now",
    tests: memoryContract,
  },
  {
    name: 'What is cut after its claim is not given back (memory)',
    file: 'lib/sessions/memory-session.ts',
    find: ' && claimCut === address.cut',
    replace: ' && claimCut >= 0 && address.cut >= 0',
    tests: memoryContract,
  },
  {
    name: 'An account is released by its own claim alone (memory)',
    file: 'lib/sessions/memory-holds.ts',
    find: '    if (account.claimId === claimId) {',
    replace: "    if (account.claimId !== '') {",
    tests: memoryContract,
  },
  {
    name: 'Sends are limited per address (memory)',
    file: 'lib/sessions/memory-address.ts',
    find: "    ['sendsPerAddress', wait(address?.sends, sendsPerAddress)],\n",
    replace: '',
    tests: [...memoryContract, 'test/http/request-token-limits.test.ts'],
  },
  {
    name: 'Past the limit of requests nothing else of the network is counted',
    file: 'lib/sessions/memory-counters.ts',
    find: '      isRoom &&= max === undefined',
    replace: '      isRoom = max === undefined',
    tests: ['test/contract/memory-store.test.ts'],
  },
]
