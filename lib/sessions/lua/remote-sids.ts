/** `bind` and `find` in Lua: which session an identity server's `sid` names. */

// KEYS: the sid's
// ARGV: deadline, session, lifetimeMs
export const bind = `
local known = redis.call('GET', KEYS[1])
if known and known ~= ARGV[2] then return { now, 0 } end
redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
return { now, 1 }
`

// KEYS: the sid's
// ARGV: deadline
export const find = `
local known = redis.call('GET', KEYS[1])
if known then return { now, known } end
return { now }
`
