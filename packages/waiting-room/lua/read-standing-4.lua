-- Where some numbers of one window stand.
--
-- KEYS[1] door      hash: the published window
-- KEYS[2] line      hash: issued, serving, placed, buckets, calling rate
-- KEYS[3] seats     sorted set: number → when its seat expires, ms
-- KEYS[4] finished  bitmap by number
-- ARGV[1…] numbers: few, for everybody else waits meanwhile
-- Returns {opensAtMs, closesAtMs, closed, paused, exhausted, epoch, issued, serving, rate or nil, deviation or nil,
--   skips, server time in ms, and for each number in turn: finished 0 or 1, when its seat expires in ms or nil};
--   nil for an unknown window or a lost line.

-- include: clock

local door = redis.call('HMGET', KEYS[1], 'opensAtMs', 'closesAtMs', 'closed', 'paused', 'exhausted', 'epoch')
if not door[1] then return false end
local line = redis.call('HMGET', KEYS[2], 'issued', 'serving', 'rate', 'deviation', 'skips')
if not line[1] then return false end
local standings = { door[1], door[2], door[3], door[4], door[5], door[6], line[1], line[2], line[3], line[4],
  line[5] or '', now_ms() }
for i = 1, #ARGV do
  standings[11 + 2 * i] = redis.call('GETBIT', KEYS[4], ARGV[i])
  standings[12 + 2 * i] = redis.call('ZSCORE', KEYS[3], ARGV[i])
end
return standings
