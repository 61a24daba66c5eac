// Protections in the store in Redis, lib/sessions/redis-*.ts and lib/sessions/lua/.

const redisContract = ['test/contract/redis-store.test.ts']

/** @type {import('../protections.mjs').Protection[]} */
export const redisStore = [
  {
    name: 'A wrong code is counted for its session (Redis)',
    file: 'lib/sessions/lua/judging.ts',
    find: 'session.wrong_codes = session.wrong_codes + 1',
    replace: 'session.wrong_codes = session.wrong_codes + 0',
    tests: redisContract,
  },
  {
    name: 'A wrong code is counted for its address (Redis)',
    file: 'lib/sessions/lua/judging.ts',
    find: "      redis.call('HSET', KEYS[2], 'w', value)\n",
    replace: '',
    tests: redisContract,
  },
  {
    name: 'Only the newest code is good',
    file: 'lib/sessions/lua/judging.ts',
    find: '(newest ~= nil and is_good(session, newest) and hash == newest[1])',
    replace:
      '(newest ~= nil and is_good(session, newest) and (hash == newest[1] or hash == (session.tokens[2] or {})[1]))',
    tests: redisContract,
  },
  {
    name: 'A proof ends, and nothing extends it',
    file: 'lib/sessions/lua/judging.ts',
    find: "if session.state == 'validated' then return { now, 'right', session.data, 0 } end",
    replace: '',
    tests: redisContract,
  },
  {
    name: 'Claiming is spending (Redis)',
    file: 'lib/sessions/lua/spending.ts',
    find: "session.claim_cut = 'spent', ARGV[3]",
    replace: "session.claim_cut = 'validated', ARGV[3]",
    tests: redisContract,
  },
  {
    name: 'A claim ends the other sessions of the address (Redis)',
    file: 'lib/sessions/lua/spending.ts',
    find: '  write(session)\n  cut_address()\nend\nreturn { now, session.data',
    replace: '  write(session)\nend\nreturn { now, session.data',
    tests: redisContract,
  },
  {
    name: 'Giving back is fenced by the claim',
    file: 'lib/sessions/lua/spending.ts',
    find: 'if not is_in_use(session, cut) or session.claim_id ~= ARGV[3] then return { now, 0 } end',
    replace: 'if not is_in_use(session, cut) then return { now, 0 } end',
    tests: redisContract,
  },
  {
    name: 'What is cut after its claim is not given back (Redis)',
    file: 'lib/sessions/lua/prelude.ts',
    find: ' and session.claim_cut == cut\n',
    replace: '\n',
    tests: redisContract,
  },
  {
    name: 'A call that was given up does not act later',
    file: 'lib/sessions/lua/prelude.ts',
    find: "if now >= tonumber(ARGV[1]) then return { now, 'late' } end",
    replace: "if tonumber(ARGV[1]) == 0 then return { now, 'late' } end",
    tests: ['test/contract/redis-store-outages.test.ts'],
  },
  {
    name: 'An account is held by one claim (Redis)',
    file: 'lib/sessions/lua/holding.ts',
    find: " and claim_id ~= ARGV[2] then\n  return { now, 'busy'",
    replace: " and claim_id == '' then\n  return { now, 'busy'",
    tests: redisContract,
  },
  {
    name: 'Of equal requests at the same moment one sends',
    file: 'lib/sessions/lua/sending.ts',
    find: '(session.lease_until > now and attempt <= session.lease_attempt) or attempt',
    replace: 'attempt',
    tests: redisContract,
  },
  {
    name: 'Every key has a TTL in the step that writes it',
    file: 'lib/sessions/lua/sending.ts',
    find: 'keep_until(KEYS[2], until_then)\n',
    replace: '',
    tests: ['test/contract/redis-store-at-rest.test.ts'],
  },
]
