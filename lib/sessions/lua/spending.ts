/** `claim`, `giveBack` and `finish` in Lua. */

// KEYS: session, address
// ARGV: deadline, generation, claimId, maxAgeMs
export const claim = `
local session = read_of(ARGV[2])
if not session then return { now } end
-- If the Redis client sends the same claim twice, because the first answer was lost, the second cuts nothing: sessions that
-- have begun since then stay.
if session.state ~= 'spent' or session.claim_id ~= ARGV[3] then
  local sequence, cut = address()
  if session.state ~= 'validated' or is_cut(session, cut) then return { now } end
  if session.started_at < now - tonumber(ARGV[4]) then return { now } end
  session.state, session.claim_id, session.claim_cut = 'spent', ARGV[3], sequence + 1
  write(session)
  cut_address()
end
return { now, session.data, session.started_at, session.validated_at }
`

// KEYS: session, address
// ARGV: deadline, generation, claimId
export const giveBack = `
local session = read_of(ARGV[2])
if not session then return { now, 0 } end
local sequence, cut = address()
if not is_in_use(session, cut) or session.claim_id ~= ARGV[3] then return { now, 0 } end
session.state, session.claim_id, session.sequence = 'validated', '', sequence + 1
write(session)
redis.call('HSET', KEYS[2], 's', whole(sequence + 1))
return { now, 1 }
`

// KEYS: session, address
// ARGV: deadline, generation, claimId
// Even if the session's record has expired or was replaced, the other sessions of the address are ended.
export const finish = `
local session = read_of(ARGV[2])
if session then
  -- The use has finished already, or this claim no longer has the session.
  if session.state ~= 'spent' or session.claim_id ~= ARGV[3] then return { now } end
  session.claim_id = ''
  write(session)
end
if redis.call('EXISTS', KEYS[2]) == 1 then cut_address() end
return { now }
`
