-- Which place a person holds, without giving one.
--
-- KEYS[1] door    hash: the published window
-- KEYS[2] line    hash: issued, serving, placed, buckets, calling rate, draw
-- KEYS[3] places  start of the keys of the buckets (same slot)
-- ARGV[1] person key
-- Returns the number, 0 for a place in the lobby of a draw, or nil for no place.

-- include: places
-- include: draw

local policy = redis.call('HGET', KEYS[1], 'policy')
local line = redis.call('HMGET', KEYS[2], 'buckets', 'drawn')
if not policy or not line[1] then return false end
local held = redis.call('HGET', bucket_of(KEYS[3], ARGV[1], tonumber(line[1])), ARGV[1])
if not held then return false end
if is_undrawn(policy, line[2]) then return 0 end
-- Who was in the lobby and not in the draw has to ask for a number.
if held == NO_NUMBER then return false end
return tonumber(held)
