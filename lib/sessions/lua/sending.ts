/** `begin`, `sent` and `failed` in Lua. */

// KEYS: session, address
// ARGV: deadline, generation, sendAttempt, deliver, token, tokenLifetimeMs, leaseId, leaseMs, data, networkTag, concealsEnds
//       ('1' or '0'), and for each of the limits of sends, of the network and of wrong codes: max (-1: no limit), windowMs
export const begin = `
local session = read()
local attempt = tonumber(ARGV[3])
local network = 'n' .. ARGV[10]
local kept = redis.call('HMGET', KEYS[2], 's', 'c', 'S', network, 'w')
local sequence, cut = tonumber(kept[1] or '0'), tonumber(kept[2] or '0')

if session then
  local is_ended = session.state == 'ended' or is_cut(session, cut)
  if session.state == 'spent' or (is_ended and ARGV[11] == '0') then
    session = nil
  elseif session.state == 'dead' then
    return { now, 'limited', 'session', session.expires_at - now }
  elseif is_ended or session.state == 'validated' then
    return { now, 'replay', session.generation, session.deliver }
  -- The Redis client has sent the same call twice, because the first answer was lost: the answer is the same.
  elseif session.lease_id == ARGV[7] then
    return { now, 'send', session.generation, session.upstream }
  elseif (session.lease_until > now and attempt <= session.lease_attempt) or attempt <= session.attempt then
    return { now, 'replay', session.generation, session.deliver }
  end
end

local limits = { { 'sendsPerAddressAndNetwork', kept[4], 14 }, { 'sendsPerAddress', kept[3], 12 } }
if ARGV[4] == 'code' then limits[3] = { 'wrongCodesPerAddress', kept[5], 16 } end
local longest, name = 0, nil
for _, limit in ipairs(limits) do
  local count, _, ends = unpacked(limit[2])
  local wait = wait_for(count, ends, tonumber(ARGV[limit[3]]), tonumber(ARGV[limit[3] + 1]))
  if wait > longest then longest, name = wait, limit[1] end
end
if longest > 0 then return { now, 'limited', name, longest } end

if not session then
  sequence = sequence + 1
  session = { v = 2, generation = ARGV[2], state = 'pending', deliver = ARGV[4], attempt = -1, wrong_codes = 0,
    sequence = sequence, started_at = now, expires_at = 0, validated_at = 0, lease_id = '', lease_attempt = 0,
    lease_until = 0, claim_id = '', claim_cut = 0, looks = 0, looks_until = 0, tokens = {}, data = '', upstream = '' }
elseif session.deliver ~= ARGV[4] then
  session.deliver, session.tokens = ARGV[4], {}
end
local lives_until = now + tonumber(ARGV[6])
table.insert(session.tokens, 1, { ARGV[5], now, lives_until })
session.tokens[4] = nil
session.expires_at = math.max(session.expires_at, lives_until)
session.data = ARGV[9]
session.lease_id, session.lease_attempt, session.lease_until = ARGV[7], attempt, now + tonumber(ARGV[8])
write_until_it_expires(session)

local until_then = session.expires_at
local changes = { 's', whole(sequence) }
for _, limit in ipairs({ { 'S', kept[3], 12 }, { network, kept[4], 14 } }) do
  if tonumber(ARGV[limit[3]]) >= 0 then
    local count, started, ends = unpacked(limit[2])
    local value, at = charged(count, started, ends, tonumber(ARGV[limit[3] + 1]))
    changes[#changes + 1], changes[#changes + 2] = limit[1], value
    until_then = math.max(until_then, at)
  end
end
redis.call('HSET', KEYS[2], unpack(changes))
keep_until(KEYS[2], until_then)

if not kept[4] then drop_ended(KEYS[2], 'n', 1) end
return { now, 'send', session.generation, session.upstream }
`

// KEYS: session
// ARGV: deadline, generation, leaseId, sendAttempt, upstream ('' for none)
export const sent = `
local session = read_of(ARGV[2])
if not session then return { now } end
session.attempt = math.max(session.attempt, tonumber(ARGV[4]))
if ARGV[5] ~= '' then session.upstream = ARGV[5] end
if session.lease_id == ARGV[3] then session.lease_id, session.lease_attempt, session.lease_until = '', 0, 0 end
write(session)
return { now }
`

// KEYS: session, address
// ARGV: deadline, generation, leaseId, token, networkTag, undone ('1' or '0')
export const failed = `
local session = read_of(ARGV[2])
if not session then return { now } end
if session.lease_id == ARGV[3] then session.lease_id, session.lease_attempt, session.lease_until = '', 0, 0 end
-- The charges are taken back once, together with the token, even if another call has the lease by now.
local charged_at = nil
if ARGV[6] == '1' then
  for i, token in ipairs(session.tokens) do
    if token[1] == ARGV[4] then
      charged_at = token[2]
      table.remove(session.tokens, i)
      break
    end
  end
end
write(session)
if charged_at then
  undo_charge('S', charged_at)
  undo_charge('n' .. ARGV[5], charged_at)
end
return { now }
`
