/** `count` and `undoCount` in Lua. The counters of one key are the fields of a hash, which lives until its last window ends. */

// KEYS: counters
// ARGV: deadline, and for each counter: name, windowMs, max (-1: no limit)
export const count = `
local names = {}
for i = 2, #ARGV, 3 do names[#names + 1] = ARGV[i] end
local kept = redis.call('HMGET', KEYS[1], unpack(names))
local answer, changes, last_end, added, is_room = { now }, {}, 0, 0, true
for i, name in ipairs(names) do
  local window, max = tonumber(ARGV[3 * i]), tonumber(ARGV[3 * i + 1])
  local count, started, ends = unpacked(kept[i])
  if ends <= now then count, ends = 0, now + window end
  is_room = is_room and wait_for(count, ends, max, window) == 0
  if is_room then
    changes[#changes + 1] = name
    changes[#changes + 1], ends = charged(count, started, ends, window)
    count, last_end, added = count + 1, math.max(last_end, ends), added + (kept[i] and 0 or 1)
  end
  for _, value in ipairs({ count, is_room and 1 or 0, ends - now, ends }) do answer[#answer + 1] = value end
end
if #changes > 0 then
  redis.call('HSET', KEYS[1], unpack(changes))
  keep_until(KEYS[1], last_end)
  if added > 0 then drop_ended(KEYS[1], '', added) end
end
return answer
`

// Gives back one for each key, unless its window is over. A key may come several times.
// KEYS: counters, of several networks; in a Cluster one key
// ARGV: deadline, and for each key: name, windowEndsAt
export const undoCount = `
for i, key in ipairs(KEYS) do
  local name, window_ends = ARGV[2 * i], tonumber(ARGV[2 * i + 1])
  local count, started, ends = unpacked(redis.call('HGET', key, name))
  if count > 0 and ends == window_ends then
    if count == 1 then
      redis.call('HDEL', key, name)
    else
      redis.call('HSET', key, name, cmsgpack.pack(count - 1, started, ends - started))
    end
  end
end
return { now }
`
