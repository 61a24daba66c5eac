/**
 * The verbs of the session store in Lua: each one script, one round trip, with every key in KEYS and in one slot.
 *
 * What is kept, all under the hash tag of one address:
 * - `session:<triple>`: a hash, the session's record
 * - `address`: a hash of `sequence` (the number of the session that began last) and `cut` (those up to it are ended); it
 *   lives at least as long as any session of the address, so that a sequence is never used twice
 * - `sends`, `wrong`, `network:<tag>`, and elsewhere `counter:<tag>`: hashes of `count` and `started_at`, one fixed window each
 *
 * Each script is given a deadline by Redis's own clock and does nothing past it: a call that its caller has given up on
 * must not act later. Each answers the time first, which tells the caller how far the clocks are apart. In each, the
 * first write is one that Redis refuses when it is out of memory, so that nothing is written by halves.
 */
export type ScriptName = keyof typeof scripts

const prelude = `
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
if now > tonumber(ARGV[1]) then return { now, 'late' } end

local function whole(number) return string.format('%.0f', number) end

-- The record under a key if it is neither expired nor cut; its state may still be spent or ended.
local function live(session_key, address_key)
  local flat = redis.call('HGETALL', session_key)
  local session = {}
  for i = 1, #flat, 2 do session[flat[i]] = flat[i + 1] end
  if session.v ~= '1' or tonumber(session.expires_at) <= now then return nil end
  local cut = tonumber(redis.call('HGET', address_key, 'cut') or '0')
  if tonumber(session.sequence) <= cut then return nil end
  return session
end

local function live_of(session_key, address_key, generation)
  local session = live(session_key, address_key)
  if session and session.generation == generation then return session end
  return nil
end

local function write(key, session)
  local flat = {}
  for field, value in pairs(session) do
    flat[#flat + 1] = field
    flat[#flat + 1] = value
  end
  redis.call('HSET', key, unpack(flat))
end

local function keep_for(key, ms)
  if redis.call('PTTL', key) < ms then redis.call('PEXPIRE', key, whole(ms)) end
end

-- Milliseconds until there is room under a limit; 0 where there is, or where max says that there is no limit.
local function wait_for(key, max, window)
  if max < 0 then return 0 end
  if max == 0 then return window end
  local count = tonumber(redis.call('HGET', key, 'count') or '0')
  if count < max then return 0 end
  return math.max(redis.call('PTTL', key), 1)
end

local function charge(key, window)
  local count = redis.call('HINCRBY', key, 'count', 1)
  if count == 1 then
    redis.call('HSET', key, 'started_at', whole(now))
    redis.call('PEXPIRE', key, whole(window))
  end
  return count
end

-- Takes one back that was charged at that time, unless another window has begun since.
local function refund(key, charged_at)
  local counter = redis.call('HMGET', key, 'count', 'started_at')
  if counter[1] and tonumber(counter[1]) > 0 and tonumber(counter[2]) <= charged_at then
    redis.call('HINCRBY', key, 'count', -1)
  end
end

-- What validated a session stays right as long as that session lives.
local function is_good(session, i)
  local hash = session['token' .. i]
  return hash ~= '' and (session.state == 'validated' or tonumber(session['token' .. i .. '_until']) > now)
end

local function link_is_right(session, hashes)
  for i = 1, 3 do
    if is_good(session, i) then
      for _, hash in ipairs(hashes) do
        if hash == session['token' .. i] then return true end
      end
    end
  end
  return false
end

local function hashes_from(first, count)
  local hashes = {}
  for i = first, first + count - 1 do hashes[#hashes + 1] = ARGV[i] end
  return hashes
end
`

// KEYS: session, address, sends, network, wrong
// ARGV: deadline, generation, sendAttempt, deliver, token, tokenLifetimeMs, leaseId, leaseMs, data,
//       and of sends, network and wrong each: max (-1: no limit), windowMs
const begin = `
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
    validated_at = '', claim_id = '', expires_at = '0' }
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
// ARGV: deadline, generation, leaseId, sendAttempt
const sent = `
local session = redis.call('HMGET', KEYS[1], 'generation', 'attempt', 'lease_id')
if session[1] ~= ARGV[2] then return { now } end
local attempt = math.max(tonumber(session[2]), tonumber(ARGV[4]))
redis.call('HSET', KEYS[1], 'attempt', whole(attempt))
if session[3] == ARGV[3] then redis.call('HSET', KEYS[1], 'lease_id', '', 'lease_until', '0') end
return { now }
`

// KEYS: session, sends, network
// ARGV: deadline, generation, leaseId, token, undone ('1' or '0')
const failed = `
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

// KEYS: session, address, wrong
// ARGV: deadline, generation, validatedLifetimeMs, codeTries, wrong max (-1: no limit), wrong windowMs,
//       number of link tokens, number of code tokens, link tokens..., code tokens...
const submit = `
local session = live_of(KEYS[1], KEYS[2], ARGV[2])
if not session or (session.state ~= 'pending' and session.state ~= 'validated') then return { now, 'gone' } end
local links, codes = tonumber(ARGV[7]), tonumber(ARGV[8])

if session.deliver == 'code' then
  local tries, max = tonumber(session.wrong_codes), tonumber(ARGV[5])
  if codes == 0 then return { now, 'gone' } end
  if session.state == 'pending' then
    if tries >= tonumber(ARGV[4]) then return { now, 'gone' } end
    if wait_for(KEYS[3], max, tonumber(ARGV[6])) > 0 then return { now, 'gone' } end
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
redis.call('HSET', KEYS[1], 'state', 'validated', 'validated_at', whole(now), 'expires_at', whole(now + ARGV[3]))
redis.call('PEXPIRE', KEYS[1], ARGV[3])
keep_for(KEYS[2], tonumber(ARGV[3]))
return { now, 'right', session.data, 1 }
`

// KEYS: session, address
// ARGV: deadline, generation, link tokens...
const look = `
local session = live_of(KEYS[1], KEYS[2], ARGV[2])
if not session or (session.state ~= 'pending' and session.state ~= 'validated') then return { now } end
local good = session.deliver == 'link' and link_is_right(session, hashes_from(3, #ARGV - 2))
return { now, session.state, session.deliver, session.data, session.validated_at,
  tonumber(session.expires_at) - now, good and 1 or 0 }
`

// KEYS: session, address
// ARGV: deadline, generation, link tokens...
const end = `
local session = live_of(KEYS[1], KEYS[2], ARGV[2])
if not session or (session.state ~= 'pending' and session.state ~= 'validated') then return { now, 0 } end
if session.deliver ~= 'link' or not link_is_right(session, hashes_from(3, #ARGV - 2)) then return { now, 0 } end
redis.call('HSET', KEYS[1], 'state', 'ended')
return { now, 1 }
`

// KEYS: session, address
// ARGV: deadline, generation, claimId
const claim = `
local session = live_of(KEYS[1], KEYS[2], ARGV[2])
if not session then return { now } end
local again = session.state == 'spent' and session.claim_id == ARGV[3]
if session.state ~= 'validated' and not again then return { now } end
redis.call('HSET', KEYS[1], 'state', 'spent', 'claim_id', ARGV[3])
return { now, session.data, tonumber(session.validated_at) }
`

// KEYS: session, address
// ARGV: deadline, generation, claimId
const giveBack = `
local session = live_of(KEYS[1], KEYS[2], ARGV[2])
if not session or session.state ~= 'spent' or session.claim_id ~= ARGV[3] then return { now, 0 } end
redis.call('HSET', KEYS[1], 'state', 'validated', 'claim_id', '')
return { now, 1 }
`

// KEYS: address
// ARGV: deadline
// Without the address's key there is no session to end.
const endAll = `
if redis.call('EXISTS', KEYS[1]) == 0 then return { now } end
local sequence = redis.call('HINCRBY', KEYS[1], 'sequence', 1)
redis.call('HSET', KEYS[1], 'cut', whole(sequence))
return { now }
`

// KEYS: counter
// ARGV: deadline, windowMs, max (-1: count on without one)
const count = `
local wait = wait_for(KEYS[1], tonumber(ARGV[3]), tonumber(ARGV[2]))
if wait > 0 then return { now, tonumber(redis.call('HGET', KEYS[1], 'count') or '0'), 0, wait } end
return { now, charge(KEYS[1], ARGV[2]), 1, redis.call('PTTL', KEYS[1]) }
`

// KEYS: counter
// ARGV: deadline
const uncount = `
refund(KEYS[1], now)
return { now }
`

export const scripts = {
  begin: prelude + begin,
  sent: prelude + sent,
  failed: prelude + failed,
  submit: prelude + submit,
  look: prelude + look,
  end: prelude + end,
  claim: prelude + claim,
  giveBack: prelude + giveBack,
  endAll: prelude + endAll,
  count: prelude + count,
  uncount: prelude + uncount,
} as const
