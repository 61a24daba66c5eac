/** `claim`, `giveBack` and `endAll` in Lua. */

// KEYS: session, address
// ARGV: deadline, generation, claimId, pendingToo ('1' or '0')
export const claim = `
local session = live_of(KEYS[1], KEYS[2], ARGV[2])
if not session then return { now } end
local again = session.state == 'spent' and session.claim_id == ARGV[3]
local from = again and session.claimed_from or session.state
if from ~= 'validated' and not (from == 'pending' and ARGV[4] == '1') then return { now } end
redis.call('HSET', KEYS[1], 'state', 'spent', 'claim_id', ARGV[3], 'claimed_from', from)
return { now, session.data, session.validated_at }
`

// KEYS: session, address
// ARGV: deadline, generation, claimId
export const giveBack = `
local session = live_of(KEYS[1], KEYS[2], ARGV[2])
if not session or session.state ~= 'spent' or session.claim_id ~= ARGV[3] then return { now, 0 } end
redis.call('HSET', KEYS[1], 'state', session.claimed_from, 'claim_id', '')
return { now, 1 }
`

// KEYS: address
// ARGV: deadline
// Without the address's key there is no session to end.
export const endAll = `
if redis.call('EXISTS', KEYS[1]) == 0 then return { now } end
local sequence = redis.call('HINCRBY', KEYS[1], 'sequence', 1)
redis.call('HSET', KEYS[1], 'cut', whole(sequence))
return { now }
`
