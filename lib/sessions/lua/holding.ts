/** `hold` and `release` in Lua. */

const account = `
-- The claim that holds the account (with its session, and until when), and when the account's last use finished (with how
-- long this is remembered).
local claim_id, session_tag, held_until, finished_at, remembered_until = '', '', 0, 0, 0
local packed = redis.call('GET', KEYS[1])
if packed then claim_id, session_tag, held_until, finished_at, remembered_until = cmsgpack.unpack(packed) end

local function write()
  local value = cmsgpack.pack(claim_id, session_tag, held_until, finished_at, remembered_until)
  redis.call('SET', KEYS[1], value, 'PXAT', whole(math.max(held_until, remembered_until)))
end
`

// KEYS: account
// ARGV: deadline, claimId, sessionTag, leaseMs
export const hold = `${account}
if claim_id ~= '' and held_until > now and claim_id ~= ARGV[2] then
  return { now, 'busy', session_tag == ARGV[3] and 1 or 0 }
end
claim_id, session_tag, held_until = ARGV[2], ARGV[3], now + tonumber(ARGV[4])
write()
if remembered_until > now then return { now, 'held', finished_at } end
return { now, 'held' }
`

// KEYS: account
// ARGV: deadline, claimId, rememberMs ('' where the use did not succeed)
export const release = `${account}
if ARGV[3] == '' and claim_id ~= ARGV[2] then return { now } end
if claim_id == ARGV[2] then claim_id, session_tag, held_until = '', '', 0 end
if ARGV[3] ~= '' then
  finished_at, remembered_until = now, math.max(remembered_until, now + tonumber(ARGV[3]))
end
if math.max(held_until, remembered_until) > now then write() else redis.call('DEL', KEYS[1]) end
return { now }
`
