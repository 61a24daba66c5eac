// The Redis scripts of the handler written by hand. Each verb is one script, and every key gets its time to live in the step
// that writes it.

export const begin = {
  numberOfKeys: 4,
  lua: `
local session = redis.call('HMGET', KEYS[1], 'generation', 'attempt', 'lease', 'lease_until', 'state')
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
local generation = session[1]
if generation and session[5] ~= 'spent' then
  if session[5] == 'validated' or tonumber(session[2]) >= tonumber(ARGV[2]) then return { 'replay', generation } end
  if session[3] ~= '' and tonumber(session[4]) > now then return { 'replay', generation } end
else
  generation = ARGV[1]
end
for i = 3, 4 do
  local sends = tonumber(redis.call('GET', KEYS[i]) or '0')
  if sends >= tonumber(ARGV[5 + i]) then return { 'limited', '', redis.call('PTTL', KEYS[i]) } end
end
if tonumber(redis.call('GET', KEYS[2]) or '0') >= 30 then return { 'limited', '', redis.call('PTTL', KEYS[2]) } end
redis.call('HSET', KEYS[1], 'generation', generation, 'state', 'pending', 'attempt', session[2] or '-1',
  'deliver', ARGV[3], 'token', ARGV[4], 'data', ARGV[5], 'wrong', '0', 'lease', ARGV[7],
  'lease_until', string.format('%.0f', now + 30000))
redis.call('PEXPIRE', KEYS[1], ARGV[6])
if redis.call('INCR', KEYS[3]) == 1 then redis.call('PEXPIRE', KEYS[3], 86400000) end
if redis.call('INCR', KEYS[4]) == 1 then redis.call('PEXPIRE', KEYS[4], 3600000) end
return { 'send', generation }`,
}

export const sent = {
  numberOfKeys: 1,
  lua: `
if redis.call('HGET', KEYS[1], 'generation') ~= ARGV[1] then return 0 end
redis.call('HSET', KEYS[1], 'attempt', ARGV[2], 'lease', '')
return 1`,
}

/** Counts a code before it is compared. */
export const submit = {
  numberOfKeys: 2,
  lua: `
local session = redis.call('HMGET', KEYS[1], 'generation', 'state', 'token', 'wrong', 'data', 'deliver')
if session[1] ~= ARGV[1] or session[2] == 'spent' then return 'gone' end
if tonumber(session[4]) >= tonumber(ARGV[3]) then return 'gone' end
local wrong = tonumber(redis.call('GET', KEYS[2]) or '0')
if wrong >= tonumber(ARGV[4]) then return 'gone' end
redis.call('HINCRBY', KEYS[1], 'wrong', 1)
if session[3] ~= ARGV[2] then
  if redis.call('INCR', KEYS[2]) == 1 then redis.call('PEXPIRE', KEYS[2], 86400000) end
  return 'wrong'
end
redis.call('HSET', KEYS[1], 'state', 'validated', 'wrong', session[4])
redis.call('PEXPIRE', KEYS[1], ARGV[5])
return 'right'`,
}

/** Looks at a session, and counts the look. */
export const look = {
  numberOfKeys: 2,
  lua: `
local session = redis.call('HMGET', KEYS[1], 'generation', 'state')
if session[1] ~= ARGV[1] then return 'gone' end
local polls = redis.call('INCR', KEYS[2])
if polls == 1 then redis.call('PEXPIRE', KEYS[2], 60000) end
if polls > tonumber(ARGV[2]) then return 'limited' end
return session[2]`,
}

export const count = {
  numberOfKeys: 1,
  lua: `
local hits = redis.call('INCR', KEYS[1])
if hits == 1 then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
return { hits, redis.call('PTTL', KEYS[1]) }`,
}
