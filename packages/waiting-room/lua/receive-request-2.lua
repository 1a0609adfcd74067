-- Remembers that a booking request is being taken in, before it is put into the queue. Whoever gets 'received' or 'known'
-- has to see to it that the request is in the queue; an outcome that is there already stays.
--
-- KEYS[1] request  hash: fingerprint, personKey, touchedAtMs, taking (while it is being taken in), outcome
-- KEYS[2] open     sorted set: requests without an outcome → when they were first received, ms
-- ARGV[1] request id
-- ARGV[2] fingerprint of the body
-- ARGV[3] person key
-- ARGV[4] time to live, ms
-- ARGV[5] ms after which a taking-in that did not end is taken over
-- Returns 'received' to the one call that takes it in now, 'in-flight' while another does, 'known' when it was taken in
--   before, 'decided' when it has an outcome, 'reused' for another body or another person.

-- include: clock

local now = now_ms()
local known = redis.call('HMGET', KEYS[1], 'fingerprint', 'personKey', 'outcome', 'taking', 'touchedAtMs')
if known[1] then
  if known[1] ~= ARGV[2] or known[2] ~= ARGV[3] then return 'reused' end
  if known[3] then return 'decided' end
  if known[4] and now - tonumber(known[5]) < tonumber(ARGV[5]) then return 'in-flight' end
end
local state = { 'fingerprint', ARGV[2], 'personKey', ARGV[3], 'touchedAtMs', string.format('%.0f', now) }
local is_new = not known[1] or known[4]
if is_new and not known[3] then
  state[7], state[8] = 'taking', '1'
end
redis.call('HSET', KEYS[1], unpack(state))
redis.call('PEXPIRE', KEYS[1], ARGV[4])
if known[3] then return 'decided' end
redis.call('ZADD', KEYS[2], 'NX', string.format('%.0f', now), ARGV[1])
return is_new and 'received' or 'known'
