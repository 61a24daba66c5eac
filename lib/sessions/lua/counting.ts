/** `count` and `uncount` in Lua. */

// KEYS: counter
// ARGV: deadline, windowMs, max (-1: count on without one)
export const count = `
local wait = wait_for(KEYS[1], tonumber(ARGV[3]), tonumber(ARGV[2]))
if wait > 0 then return { now, tonumber(redis.call('HGET', KEYS[1], 'count') or '0'), 0, wait } end
return { now, charge(KEYS[1], ARGV[2]), 1, redis.call('PTTL', KEYS[1]) }
`

// KEYS: counter
// ARGV: deadline
export const uncount = `
refund(KEYS[1], now)
return { now }
`
