-- Marks a number as booked and frees its seat. Running it again changes nothing.
--
-- KEYS[1] line      hash: issued, serving, placed, buckets, calling rate
-- KEYS[2] seats     sorted set: number → when its seat expires, ms
-- KEYS[3] called    sorted set: called numbers nobody has come for yet → when they were called, ms
-- KEYS[4] finished  bitmap by number
-- ARGV[1] number
-- Returns 1, or 0 when the number was never given (the bitmap must not grow to it).

local issued = tonumber(redis.call('HGET', KEYS[1], 'issued') or 0)
if tonumber(ARGV[1]) > issued then return 0 end
redis.call('SETBIT', KEYS[4], ARGV[1], 1)
redis.call('ZREM', KEYS[2], ARGV[1])
redis.call('ZREM', KEYS[3], ARGV[1])
return 1
