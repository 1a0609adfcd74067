-- A window and its line at one instant, as whoever runs the night sees it: as `read-status`, and how many are where.
--
-- KEYS[1] door         hash: the published window
-- KEYS[2] line         hash: issued, serving, placed, buckets, calling rate, draw, admissions
-- KEYS[3] seats        sorted set: number → when its seat expires, ms
-- KEYS[4] agent seats  sorted set: number → when its agent's seat expires, ms
-- KEYS[5] finished     bitmap by number
-- Returns {fields and values of the door, issued, serving, rate or nil, deviation or nil, skips, server time in ms,
--   seats taken, agents' seats taken, numbers that have booked, admissions since the opening, people in the lobby};
--   an unknown window has no fields, a lost line nil for `issued`.

-- include: clock
-- include: draw

local now = now_ms()
local line = redis.call('HMGET', KEYS[2],
  'issued', 'serving', 'rate', 'deviation', 'skips', 'admissions', 'placed', 'drawn')
local function taken(seats) return redis.call('ZCOUNT', seats, string.format('(%.0f', now), '+inf') end
local undrawn = is_undrawn(redis.call('HGET', KEYS[1], 'policy'), line[8])

return { redis.call('HGETALL', KEYS[1]), line[1], line[2], line[3], line[4], line[5] or '', now,
  taken(KEYS[3]), taken(KEYS[4]), redis.call('BITCOUNT', KEYS[5]), tonumber(line[6] or 0),
  undrawn and tonumber(line[7] or 0) or 0 }
