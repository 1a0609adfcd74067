-- Takes a lease that is free, or prolongs one's own.
--
-- KEYS[1] lease  string: who holds it
-- ARGV[1] holder
-- ARGV[2] time to live, ms
-- ARGV[3] '1' to take it when it is free, '0' to prolong only
-- Returns {1 when held now, else 0; how long it lives, ms}.

local holder = redis.call('GET', KEYS[1])
if holder and holder ~= ARGV[1] then return { 0, redis.call('PTTL', KEYS[1]) } end
if not holder and ARGV[3] == '0' then return { 0, 0 } end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return { 1, tonumber(ARGV[2]) }
