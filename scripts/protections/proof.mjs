// Protections in lib/proof/.

/** @type {import('../protections.mjs').Protection[]} */
export const proof = [
  {
    name: 'A use that throws gives the session back',
    file: 'lib/proof/redeem.ts',
    find: '    await session.giveBack()',
    replace: '',
    tests: ['test/proof/redeem.test.ts'],
  },
  {
    name: 'A finished reset ends what was begun for the address meanwhile',
    file: 'lib/proof/redeem.ts',
    find: '[session.finish(), hold',
    replace: '[hold',
    tests: ['test/proof/account-claim.test.ts'],
  },
  {
    name: 'Redeeming wants the same account as when it was asked',
    file: 'lib/proof/redeem.ts',
    find: ' && account?.userId === userId',
    replace: '',
    tests: ['test/proof/redeem.test.ts'],
  },
  {
    name: 'The account is asked for with the claim in hand',
    file: 'lib/proof/redeem.ts',
    find: '  const claimed = await sessions.claim(credentials, filter, hold.claimId)',
    replace:
      '  await settings.accounts.findByThreepid({ medium, address })\n  const claimed = await sessions.claim(credentials, filter, hold.claimId)',
    tests: ['test/proof/account-claim.test.ts'],
  },
  {
    name: 'No session is redeemed that was begun before the last finished reset',
    file: 'lib/proof/redeem.ts',
    find: 'if (session.startedAt < (hold.finishedAt ?? 0))',
    replace: 'if (session.startedAt < 0)',
    tests: ['test/proof/account-claim.test.ts'],
  },
  {
    name: 'An account stays held while its use runs',
    file: 'lib/proof/account-claim.ts',
    find: '    if (await hold.renew()) return\n',
    replace: '',
    tests: ['test/proof/account-claim-while-held.test.ts'],
  },
  {
    name: 'A session by code is not asked about while it can be guessed',
    file: 'lib/proof/proxied-proof.ts',
    find: " || session.deliver !== 'link'",
    replace: '',
    tests: ['test/proxy/attacks.test.ts'],
  },
  {
    name: 'An identity server is asked only while it is trusted',
    file: 'lib/proof/proxied-proof.ts',
    find: 'trust.resolve(data.proxy.idServer)',
    replace:
      'trust.resolve(data.proxy.idServer).then((server) => server ?? { name: data.proxy.idServer, baseUrl: new URL(`http://${data.proxy.idServer}`), guarded: false })',
    tests: ['test/proxy/mix-ups.test.ts'],
  },
  {
    name: 'A proxied proof names the address that was asked for',
    file: 'lib/proof/proxied-proof.ts',
    find: ' && canonicalAddress(data.medium, proved.address) === data.address',
    replace: '',
    tests: ['test/proxy/redeem.test.ts'],
  },
]
