/** `count` and `undoCount` in Lua. A counter is a number; its window ends with its key. */

// KEYS: counter
// ARGV: deadline, windowMs, max (-1: count on without one)
export const count = `
local count, max = tonumber(redis.call('GET', KEYS[1]) or '0'), tonumber(ARGV[3])
local ends = now + tonumber(ARGV[2])
if max < 0 or count < max then
  count = redis.call('INCR', KEYS[1])
  if count == 1 then
    redis.call('PEXPIREAT', KEYS[1], whole(ends))
  else
    ends = redis.call('PEXPIRETIME', KEYS[1])
  end
  return { now, count, 1, math.max(ends - now, 1), ends }
end
if count > 0 then ends = redis.call('PEXPIRETIME', KEYS[1]) end
return { now, count, 0, math.max(ends - now, 1), ends }
`

// KEYS: counter
// ARGV: deadline, windowEndsAt
export const undoCount = `
if redis.call('PEXPIRETIME', KEYS[1]) ~= tonumber(ARGV[2]) then return { now } end
if tonumber(redis.call('GET', KEYS[1])) > 0 then
  redis.call('DECR', KEYS[1])
end
return { now }
`
