/** `begin`, `sent` and `failed` in Lua. */

// KEYS: session, address, sends, network, wrong
// ARGV: deadline, generation, sendAttempt, deliver, token, tokenLifetimeMs, leaseId, leaseMs, data,
//       and of sends, network and wrong each: max (-1: no limit), windowMs
export const begin = `
local function drop_tokens(session)
  for i = 1, 3 do
    session['token' .. i], session['token' .. i .. '_until'], session['token' .. i .. '_at'] = '', '0', '0'
  end
end

local session = live(KEYS[1], KEYS[2])
local attempt = tonumber(ARGV[3])
if session and (session.state == 'spent' or session.state == 'ended') then session = nil end
if session then
  if session.state == 'validated' then return { now, 'replay', session.generation, session.deliver } end
  if session.state == 'dead' then return { now, 'limited', 'session', tonumber(session.expires_at) - now } end
  -- The same call once more: its answer was lost, and the client sent it again.
  if session.lease_id == ARGV[7] then return { now, 'send', session.generation } end
  local under_way = tonumber(session.lease_until) > now and attempt <= tonumber(session.lease_attempt)
  if under_way or attempt <= tonumber(session.attempt) then
    return { now, 'replay', session.generation, session.deliver }
  end
end

local limits = { { 'sendsPerAddressAndNetwork', KEYS[4], 12 }, { 'sendsPerAddress', KEYS[3], 10 } }
if ARGV[4] == 'code' then limits[3] = { 'wrongCodesPerAddress', KEYS[5], 14 } end
local longest, name = 0, nil
for _, limit in ipairs(limits) do
  local wait = wait_for(limit[2], tonumber(ARGV[limit[3]]), tonumber(ARGV[limit[3] + 1]))
  if wait > longest then longest, name = wait, limit[1] end
end
if longest > 0 then return { now, 'limited', name, longest } end

if not session then
  session = { v = '1', generation = ARGV[2], state = 'pending', deliver = ARGV[4], attempt = '-1', wrong_codes = '0',
    validated_at = '', claim_id = '', claimed_from = '', remote = '', started_at = whole(now), expires_at = '0' }
  session.sequence = whole(tonumber(redis.call('HGET', KEYS[2], 'sequence') or '0') + 1)
  drop_tokens(session)
elseif session.deliver ~= ARGV[4] then
  session.deliver = ARGV[4]
  drop_tokens(session)
end
for i = 3, 2, -1 do
  for _, part in ipairs({ '', '_until', '_at' }) do
    session['token' .. i .. part] = session['token' .. i - 1 .. part]
  end
end
session.token1, session.token1_until, session.token1_at = ARGV[5], whole(now + ARGV[6]), whole(now)
session.expires_at = whole(math.max(tonumber(session.expires_at), now + ARGV[6]))
session.data = ARGV[9]
session.lease_id, session.lease_attempt = ARGV[7], ARGV[3]
session.lease_until = whole(now + ARGV[8])

local left = tonumber(session.expires_at) - now
write(KEYS[1], session)
redis.call('PEXPIRE', KEYS[1], whole(left))
redis.call('HSET', KEYS[2], 'v', '1', 'sequence', whole(math.max(tonumber(session.sequence),
  tonumber(redis.call('HGET', KEYS[2], 'sequence') or '0'))))
keep_for(KEYS[2], left)
if tonumber(ARGV[10]) >= 0 then charge(KEYS[3], ARGV[11]) end
if tonumber(ARGV[12]) >= 0 then charge(KEYS[4], ARGV[13]) end
return { now, 'send', session.generation }
`

// KEYS: session
// ARGV: deadline, generation, leaseId, sendAttempt, remote ('' for none)
export const sent = `
local session = redis.call('HMGET', KEYS[1], 'generation', 'attempt', 'lease_id')
if session[1] ~= ARGV[2] then return { now } end
local attempt = math.max(tonumber(session[2]), tonumber(ARGV[4]))
redis.call('HSET', KEYS[1], 'attempt', whole(attempt))
if ARGV[5] ~= '' then redis.call('HSET', KEYS[1], 'remote', ARGV[5]) end
if session[3] == ARGV[3] then redis.call('HSET', KEYS[1], 'lease_id', '', 'lease_until', '0') end
return { now }
`

// KEYS: session, sends, network
// ARGV: deadline, generation, leaseId, token, undone ('1' or '0')
export const failed = `
local session = redis.call('HMGET', KEYS[1], 'generation', 'lease_id')
if session[1] ~= ARGV[2] then return { now } end
if session[2] == ARGV[3] then redis.call('HSET', KEYS[1], 'lease_id', '', 'lease_until', '0') end
if ARGV[5] == '0' then return { now } end

-- What is taken back with the token is returned once, whoever has the lease by now.
local kept, charged_at = {}, nil
for i = 1, 3 do
  local token = redis.call('HMGET', KEYS[1], 'token' .. i, 'token' .. i .. '_until', 'token' .. i .. '_at')
  if token[1] == ARGV[4] then charged_at = tonumber(token[3]) else kept[#kept + 1] = token end
end
if not charged_at then return { now } end
for i = 1, 3 do
  local token = kept[i] or { '', '0', '0' }
  redis.call('HSET', KEYS[1], 'token' .. i, token[1], 'token' .. i .. '_until', token[2], 'token' .. i .. '_at', token[3])
end
refund(KEYS[2], charged_at)
refund(KEYS[3], charged_at)
return { now }
`
