/** What every script starts with: the time, the deadline, and what several of them share. */
export const prelude = `
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
if now >= tonumber(ARGV[1]) then return { now, 'late' } end

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

local function set_validated(session_key, address_key, lifetime)
  redis.call('HSET', session_key, 'state', 'validated', 'validated_at', whole(now), 'expires_at', whole(now + lifetime))
  redis.call('PEXPIRE', session_key, whole(lifetime))
  keep_for(address_key, lifetime)
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
