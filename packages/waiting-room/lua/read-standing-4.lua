-- Where a number stands.
--
-- KEYS[1] door      hash: the published window
-- KEYS[2] line      hash: issued, serving, placed, buckets, calling rate
-- KEYS[3] seats     sorted set: number → when its seat expires, ms
-- KEYS[4] finished  bitmap by number
-- ARGV[1] number
-- Returns {opensAtMs, closesAtMs, closed, paused, exhausted, epoch, issued, serving, rate or nil, deviation or nil,
--   skips, finished 0 or 1, when its seat expires in ms or nil, server time in ms}; nil for an unknown window or a lost line.

-- include: clock

local door = redis.call('HMGET', KEYS[1], 'opensAtMs', 'closesAtMs', 'closed', 'paused', 'exhausted', 'epoch')
if not door[1] then return false end
local line = redis.call('HMGET', KEYS[2], 'issued', 'serving', 'rate', 'deviation', 'skips')
if not line[1] then return false end
return { door[1], door[2], door[3], door[4], door[5], door[6], line[1], line[2], line[3], line[4], line[5] or '',
  redis.call('GETBIT', KEYS[4], ARGV[1]), redis.call('ZSCORE', KEYS[3], ARGV[1]), now_ms() }
