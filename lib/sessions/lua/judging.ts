/** `submit`, `validate`, `look` and `end` in Lua. */

// KEYS: session, address, wrong
// ARGV: deadline, generation, validatedLifetimeMs, codeTries, wrong max (-1: no limit), wrong windowMs,
//       number of link tokens, number of code tokens, link tokens..., code tokens...
export const submit = `
local session = live_of(KEYS[1], KEYS[2], ARGV[2])
if session and session.state == 'dead' then return { now, 'gone', 'too many tries' } end
if not session or (session.state ~= 'pending' and session.state ~= 'validated') then return { now, 'gone' } end
local links, codes = tonumber(ARGV[7]), tonumber(ARGV[8])

if session.deliver == 'code' then
  local tries, max = tonumber(session.wrong_codes), tonumber(ARGV[5])
  if codes == 0 then return { now, 'gone' } end
  if session.state == 'pending' then
    if tries >= tonumber(ARGV[4]) then return { now, 'gone', 'too many tries' } end
    if wait_for(KEYS[3], max, tonumber(ARGV[6])) > 0 then return { now, 'gone', 'too many tries' } end
  end
  local right = false
  for _, hash in ipairs(hashes_from(9 + links, codes)) do
    right = right or (is_good(session, 1) and hash == session.token1)
  end
  if not right then
    local is_dead = session.state == 'pending' and tries + 1 >= tonumber(ARGV[4])
    redis.call('HSET', KEYS[1], 'wrong_codes', whole(tries + 1), 'state', is_dead and 'dead' or session.state)
    if max >= 0 then charge(KEYS[3], ARGV[6]) end
    return { now, 'wrong', 'code' }
  end
elseif not link_is_right(session, hashes_from(9, links)) then
  return { now, 'wrong', 'link' }
end

if session.state == 'validated' then return { now, 'right', session.data, 0 } end
set_validated(KEYS[1], KEYS[2], tonumber(ARGV[3]))
return { now, 'right', session.data, 1 }
`

// KEYS: session, address, wrong
// ARGV: deadline, generation, validatedLifetimeMs
export const validate = `
local session = live_of(KEYS[1], KEYS[2], ARGV[2])
if not session or session.state == 'spent' or session.state == 'ended' then return { now, 0 } end
if session.deliver == 'code' then
  redis.call('HSET', KEYS[1], 'wrong_codes', whole(math.max(tonumber(session.wrong_codes) - 1, 0)))
  refund(KEYS[3], now)
end
if session.state ~= 'validated' then set_validated(KEYS[1], KEYS[2], tonumber(ARGV[3])) end
return { now, 1 }
`

// KEYS: session, address, wrong
// ARGV: deadline, generation
export const takeBackTry = `
local session = live_of(KEYS[1], KEYS[2], ARGV[2])
if not session or (session.state ~= 'pending' and session.state ~= 'dead') then return { now } end
if tonumber(session.wrong_codes) == 0 then return { now } end
redis.call('HSET', KEYS[1], 'wrong_codes', whole(tonumber(session.wrong_codes) - 1), 'state', 'pending')
refund(KEYS[3], now)
return { now }
`

// KEYS: session, address
// ARGV: deadline, generation, link tokens...
export const look = `
local session = live_of(KEYS[1], KEYS[2], ARGV[2])
if not session or (session.state ~= 'pending' and session.state ~= 'validated') then return { now } end
local good = session.deliver == 'link' and link_is_right(session, hashes_from(3, #ARGV - 2))
return { now, session.state, session.deliver, session.data, session.validated_at,
  tonumber(session.expires_at) - now, good and 1 or 0, session.remote, session.started_at }
`

// KEYS: session, address
// ARGV: deadline, generation, link tokens...
export const end = `
local session = live_of(KEYS[1], KEYS[2], ARGV[2])
if not session or (session.state ~= 'pending' and session.state ~= 'validated') then return { now, 0 } end
if session.deliver ~= 'link' or not link_is_right(session, hashes_from(3, #ARGV - 2)) then return { now, 0 } end
redis.call('HSET', KEYS[1], 'state', 'ended')
return { now, 1 }
`
