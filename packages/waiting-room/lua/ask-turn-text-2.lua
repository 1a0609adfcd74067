-- Notes that somebody wants a text when their number is called, unless as many as there is room for have asked.
--
-- KEYS[1] texts   hash: number → whom to tell
-- KEYS[2] order   sorted set: the same numbers, by themselves
-- ARGV[1] number
-- ARGV[2] whom to tell
-- ARGV[3] entries at most
-- ARGV[4] time to live of all, ms, from the last one on
-- Returns 1 when it is noted, else 0.

if redis.call('HEXISTS', KEYS[1], ARGV[1]) == 0 and redis.call('HLEN', KEYS[1]) >= tonumber(ARGV[3]) then return 0 end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
redis.call('ZADD', KEYS[2], ARGV[1], ARGV[1])
redis.call('PEXPIRE', KEYS[1], ARGV[4])
redis.call('PEXPIRE', KEYS[2], ARGV[4])
return 1
