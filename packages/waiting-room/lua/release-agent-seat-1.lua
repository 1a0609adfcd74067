-- Gives an agent's seat back, unless it has been granted anew since.
--
-- KEYS[1] seats  sorted set: number → when its agent's seat expires, ms
-- ARGV[1] number
-- ARGV[2] when the grant that is given back expires, ms
-- Returns 1, or 0 when that grant is not in force.

if tonumber(redis.call('ZSCORE', KEYS[1], ARGV[1]) or nil) ~= tonumber(ARGV[2]) then return 0 end
return redis.call('ZREM', KEYS[1], ARGV[1])
