-- Remembers that a booking request was accepted. An outcome that is there already stays.
--
-- KEYS[1] request  hash: fingerprint, personKey, outcome
-- ARGV[1] fingerprint of the body
-- ARGV[2] person key
-- ARGV[3] time to live, ms
-- Returns 'received' the first time, 'known' for the same again, 'reused' for another body or another person.

local known = redis.call('HMGET', KEYS[1], 'fingerprint', 'personKey')
if known[1] then
  return known[1] == ARGV[1] and known[2] == ARGV[2] and 'known' or 'reused'
end
redis.call('HSET', KEYS[1], 'fingerprint', ARGV[1], 'personKey', ARGV[2])
redis.call('PEXPIRE', KEYS[1], ARGV[3])
return 'received'
