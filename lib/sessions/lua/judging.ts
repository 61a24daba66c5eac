/** `submit`, `validate`, `undoTry` and `look` in Lua. */

// KEYS: session, address
// ARGV: deadline, generation, validatedLifetimeMs, codeTries, wrong max (-1: no limit), wrong windowMs,
//       number of link tokens, number of code tokens, link tokens..., code tokens...
export const submit = `
local session = live_of(ARGV[2])
if session and session.state == 'dead' then return { now, 'gone', session.expires_at - now } end
if not session or session.state == 'ended' then return { now, 'gone' } end
local links, codes = tonumber(ARGV[7]), tonumber(ARGV[8])

if session.deliver == 'code' then
  local tries, max = tonumber(ARGV[4]), tonumber(ARGV[5])
  if codes == 0 then return { now, 'wrong', 'code', 0 } end
  local count, started, ends = counter('w')
  if session.state == 'pending' then
    if session.wrong_codes >= tries then return { now, 'gone', session.expires_at - now } end
    local wait = wait_for(count, ends, max, tonumber(ARGV[6]))
    if wait > 0 then return { now, 'gone', wait } end
  end
  local newest, right = session.tokens[1], false
  for _, hash in ipairs(arguments(9 + links, codes)) do
    right = right or (newest ~= nil and is_good(session, newest) and hash == newest[1])
  end
  if not right then
    session.wrong_codes = session.wrong_codes + 1
    if session.state == 'pending' and session.wrong_codes >= tries then session.state = 'dead' end
    write(session)
    if max >= 0 then
      local value, at = charged(count, started, ends, tonumber(ARGV[6]))
      redis.call('HSET', KEYS[2], 'w', value)
      keep_until(KEYS[2], at)
    end
    return { now, 'wrong', 'code', 1 }
  end
elseif not link_is_right(session, arguments(9, links)) then
  return { now, 'wrong', 'link', 0 }
end

if session.state == 'validated' then return { now, 'right', session.data, 0 } end
session.state, session.validated_at, session.expires_at = 'validated', now, now + tonumber(ARGV[3])
write_until_it_expires(session)
keep_until(KEYS[2], session.expires_at)
return { now, 'right', session.data, 1 }
`

// KEYS: session, address
// ARGV: deadline, generation, validatedLifetimeMs
export const validate = `
local session = live_of(ARGV[2])
if not session or session.state == 'ended' then return { now, 0 } end
local is_code = session.deliver == 'code'
if is_code then undo_wrong_code(session) end
if session.state ~= 'validated' then
  session.state, session.validated_at, session.expires_at = 'validated', now, now + tonumber(ARGV[3])
end
write_until_it_expires(session)
if is_code then undo_charge('w', now) end
keep_until(KEYS[2], session.expires_at)
return { now, 1 }
`

// KEYS: session, address
// ARGV: deadline, generation
export const undoTry = `
local session = live_of(ARGV[2])
if not session or (session.state ~= 'pending' and session.state ~= 'dead') then return { now } end
if session.wrong_codes == 0 then return { now } end
undo_wrong_code(session)
session.state = 'pending'
write(session)
undo_charge('w', now)
return { now }
`

// KEYS: session, address
// ARGV: deadline, generation, spentToo ('1' or '0'), max (-1: not counted), windowMs, link tokens...
export const look = `
local session = read_of(ARGV[2])
if not session then return { now } end
local _, cut = address()
local is_found
if session.state == 'spent' then
  is_found = ARGV[3] == '1' and is_in_use(session, cut)
else
  is_found = not is_cut(session, cut) and (session.state == 'pending' or session.state == 'validated')
end
if not is_found then return { now } end
local good = link_is_right(session, arguments(6, #ARGV - 5))

local max, window, wait = tonumber(ARGV[4]), tonumber(ARGV[5]), 0
if max >= 0 and session.state ~= 'spent' then
  wait = wait_for(session.looks, session.looks_until, max, window)
  if wait == 0 then
    if session.looks == 0 or session.looks_until <= now then session.looks, session.looks_until = 0, now + window end
    session.looks = session.looks + 1
    write(session)
  end
end
return { now, session.state, session.deliver, session.data, session.validated_at, session.expires_at - now,
  good and 1 or 0, session.upstream, session.started_at, wait }
`
