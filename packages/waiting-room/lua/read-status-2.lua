-- A window and its line at one instant.
--
-- KEYS[1] door  hash: the published window
-- KEYS[2] line  hash: issued, serving, placed, buckets, calling rate
-- Returns {fields and values of the door, issued, serving, rate or nil, deviation or nil, skips, server time in ms};
--   an unknown window has no fields, a lost line nil for `issued`.

-- include: clock

local line = redis.call('HMGET', KEYS[2], 'issued', 'serving', 'rate', 'deviation', 'skips')
return { redis.call('HGETALL', KEYS[1]), line[1], line[2], line[3], line[4], line[5] or '', now_ms() }
