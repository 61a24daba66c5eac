/** `end`, `endAll` and `forget` in Lua. */

// KEYS: session, address
// ARGV: deadline, generation, scope, whether it takes a link token ('1' or '0'), link tokens...
export const end = `
local session = read_of(ARGV[2])
if not session then return { now } end
local of_address = ARGV[3] == 'address'
local _, cut = address()
local in_use = is_in_use(session, cut)
if in_use then
  if not of_address then return { now } end
elseif is_cut(session, cut) or session.state == 'ended' or (session.state == 'dead' and not of_address) then
  return { now }
end
if ARGV[4] == '1' and not link_is_right(session, arguments(5, #ARGV - 4)) then return { now } end
if of_address then
  cut_address()
else
  session.state = 'ended'
  write(session)
end
return { now, in_use and 1 or 0 }
`

// KEYS: address
// ARGV: deadline
// Does nothing without the address's key, because then the address has no session.
export const endAll = `
if redis.call('EXISTS', KEYS[1]) == 0 then return { now } end
local sequence = redis.call('HINCRBY', KEYS[1], 's', 1)
redis.call('HSET', KEYS[1], 'c', whole(sequence))
return { now }
`

// KEYS: address
// ARGV: deadline
export const forget = `
local ends = redis.call('PEXPIRETIME', KEYS[1])
if ends < 0 then return { now } end
-- This write comes first: a Redis without memory refuses it, and then nothing was deleted.
local sequence = whole(redis.call('HINCRBY', KEYS[1], 's', 1))
redis.call('DEL', KEYS[1])
redis.call('HSET', KEYS[1], 's', sequence, 'c', sequence)
redis.call('PEXPIREAT', KEYS[1], whole(ends))
return { now }
`
