/**
 * The beginning of every script: the time, the deadline, and functions that several scripts share. In all scripts a line
 * calls at most one command, because a server that refuses a command names only the line.
 */
export const prelude = `
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
if now >= tonumber(ARGV[1]) then return { now, 'late' } end

local function whole(number) return string.format('%.0f', number) end

-- Makes a key live at least until this time.
local function keep_until(key, at)
  if redis.call('PEXPIRETIME', key) >= at then return end
  redis.call('PEXPIREAT', key, whole(at))
end
`

/** The functions of the scripts that count. A counter is a field of a hash; its value packs the count and the window. */
export const counterPrelude = `${prelude}
-- Milliseconds until the limit allows another; 0 if it does now, or if there is no limit (max below 0).
local function wait_for(count, ends, max, window)
  if max < 0 then return 0 end
  if max == 0 then return window end
  if ends > now and count >= max then return ends - now end
  return 0
end

-- A counter is stored as count, start and length of its window; this returns count, start and end.
local function unpacked(value)
  if not value then return 0, 0, 0 end
  local count, started, length = cmsgpack.unpack(value)
  return count, started, started + length
end

local function charged(count, started, ends, window)
  if count == 0 or ends <= now then count, started, ends = 0, now, now + window end
  return cmsgpack.pack(count + 1, started, ends - started), ends
end

-- Deletes the counters whose window is over and whose name has this beginning. Called after some names were added, so that
-- ended counters don't pile up; it acts only when a sixteenth field was among them, because it reads them all.
local function drop_ended(key, beginning, added)
  if redis.call('HLEN', key) % 16 >= added then return end
  local all = redis.call('HGETALL', key)
  for i = 1, #all, 2 do
    if string.sub(all[i], 1, #beginning) == beginning then
      local _, _, ends = unpacked(all[i + 1])
      if ends <= now then redis.call('HDEL', key, all[i]) end
    end
  end
end
`

/** The functions of the scripts that work on a session. A session's record is one packed string of these fields, in this order. */
export const sessionPrelude = `${counterPrelude}
local fields = { 'v', 'generation', 'state', 'deliver', 'sequence', 'started_at', 'expires_at', 'tokens', 'data',
  'attempt', 'wrong_codes', 'lease_id', 'lease_attempt', 'lease_until', 'upstream', 'validated_at', 'claim_id',
  'claim_cut', 'looks', 'looks_until' }
-- Fields at the end of a record are left out if they have their first value.
local first = { upstream = '', wrong_codes = 0, lease_id = '', lease_attempt = 0, lease_until = 0, validated_at = 0,
  claim_id = '', claim_cut = 0, looks = 0, looks_until = 0 }
local letters = { pending = 'p', dead = 'd', validated = 'v', spent = 's', ended = 'e', link = 'l', code = 'c' }
local words = {}
for word, letter in pairs(letters) do words[letter] = word end

-- The session, unless it has expired. Its address may have been cut.
local function read()
  local packed = redis.call('GET', KEYS[1])
  if not packed then return nil end
  local session, values = {}, cmsgpack.unpack(packed)
  if values[1] ~= 2 then return nil end
  for i, field in ipairs(fields) do
    session[field] = values[i]
    if values[i] == nil then session[field] = first[field] end
  end
  session.state, session.deliver = words[session.state], words[session.deliver]
  -- A record holds times as milliseconds since the session began: that takes a few bytes instead of nine.
  session.expires_at = session.started_at + session.expires_at
  for _, token in ipairs(session.tokens) do
    token[2] = session.started_at + token[2]
    token[3] = token[3] and session.started_at + token[3] or session.expires_at
  end
  if session.expires_at <= now then return nil end
  return session
end

local function read_of(generation)
  local session = read()
  if session and session.generation == generation then return session end
  return nil
end

local function packed(session)
  local values, last = {}, 0
  for i, field in ipairs(fields) do
    values[i] = session[field]
    if session[field] ~= first[field] then last = i end
  end
  values[3], values[4] = letters[session.state], letters[session.deliver]
  values[7] = session.expires_at - session.started_at
  values[8] = {}
  for i, token in ipairs(session.tokens) do
    -- Most tokens end with their session: then no end is stored.
    local ends = token[3] ~= session.expires_at and token[3] - session.started_at or nil
    values[8][i] = { token[1], token[2] - session.started_at, ends }
  end
  for i = last + 1, #fields do values[i] = nil end
  return cmsgpack.pack(values)
end

local function write(session) redis.call('SET', KEYS[1], packed(session), 'KEEPTTL') end

local function write_until_it_expires(session)
  redis.call('SET', KEYS[1], packed(session), 'PXAT', whole(session.expires_at))
end

-- The number of the address's last session or cut, and the number of its cut: sessions up to the cut have ended.
local function address()
  local numbers = redis.call('HMGET', KEYS[2], 's', 'c')
  return tonumber(numbers[1] or '0'), tonumber(numbers[2] or '0')
end

local function is_cut(session, cut) return session.sequence <= cut end

-- The session, if it has neither expired nor been cut. A spent session is not live: its own claim cut it.
local function live_of(generation)
  local session = read_of(generation)
  if session and not is_cut(session, tonumber(redis.call('HGET', KEYS[2], 'c') or '0')) then return session end
  return nil
end

-- Whether a use has claimed the session and not finished, and the address was not cut since.
local function is_in_use(session, cut)
  return session.state == 'spent' and session.claim_id ~= '' and session.claim_cut == cut
end

-- Ends the sessions of the address that have begun so far. Each cut has a number of its own, so that cuts differ.
local function cut_address()
  local sequence = redis.call('HINCRBY', KEYS[2], 's', 1)
  redis.call('HSET', KEYS[2], 'c', whole(sequence))
  return sequence
end

-- Whether a token is still valid. The token that validated a session stays valid as long as the session lives, and while
-- its use is unfinished.
local function is_good(session, token)
  return session.state == 'validated' or session.state == 'spent' or token[3] > now
end

local function link_is_right(session, hashes)
  if session.deliver ~= 'link' then return false end
  for _, token in ipairs(session.tokens) do
    if is_good(session, token) then
      for _, hash in ipairs(hashes) do
        if hash == token[1] then return true end
      end
    end
  end
  return false
end

local function arguments(first, count)
  local values = {}
  for i = first, first + count - 1 do values[#values + 1] = ARGV[i] end
  return values
end

-- A counter of the address: count, start and end of its window.
local function counter(field) return unpacked(redis.call('HGET', KEYS[2], field)) end

-- Takes back one that was counted at this time, unless another window has begun since.
local function undo_charge(field, charged_at)
  local count, started, ends = counter(field)
  if count > 0 and started <= charged_at then
    redis.call('HSET', KEYS[2], field, cmsgpack.pack(count - 1, started, ends - started))
  end
end

local function undo_wrong_code(session)
  session.wrong_codes = math.max(session.wrong_codes - 1, 0)
end
`
