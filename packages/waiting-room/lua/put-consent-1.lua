-- Says that a consent is in force, unless it is remembered that it has ended: an end is for good.
--
-- KEYS[1] consent  string: the consent, JSON, or that it has ended
-- ARGV[1] the consent, JSON
-- ARGV[2] when it expires, ms
-- ARGV[3] what an ended consent is remembered by
-- Returns 1, or 0 when it has ended.

if redis.call('GET', KEYS[1]) == ARGV[3] then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'PXAT', ARGV[2])
return 1
