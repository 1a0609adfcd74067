-- Remembers how a booking request ended, for as long as a browser may ask.
--
-- KEYS[1] request  hash: fingerprint, personKey, outcome
-- ARGV[1] outcome  JSON
-- ARGV[2] time to live, ms
-- Returns 1.

redis.call('HSET', KEYS[1], 'outcome', ARGV[1])
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return 1
