-- The requests that have no outcome for longest.
--
-- KEYS[1] open  sorted set: requests without an outcome → when they were first received, ms
-- ARGV[1] only those received so many ms ago or longer
-- ARGV[2] at most so many
-- Returns {server time in ms, how many are open in all, when the oldest was received in ms or nil, ids …}.

-- include: clock

local now = now_ms()
local oldest = redis.call('ZRANGE', KEYS[1], 0, 0, 'WITHSCORES')
local ids = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', now - tonumber(ARGV[1]), 'LIMIT', 0, ARGV[2])
return { now, redis.call('ZCARD', KEYS[1]), oldest[2] and tonumber(oldest[2]) or false, unpack(ids) }
