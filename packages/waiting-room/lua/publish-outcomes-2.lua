-- Remembers how booking requests ended, for as long as a browser may ask.
--
-- KEYS[1] open      sorted set: requests without an outcome → when they were first received, ms
-- KEYS[2] requests  start of the keys of the requests (same slot)
-- ARGV[1] time to live, ms
-- ARGV[2…] request id, outcome (JSON), in turn
-- Returns how many.

local ids = {}
for i = 2, #ARGV, 2 do
  local key = KEYS[2] .. ARGV[i]
  redis.call('HSET', key, 'outcome', ARGV[i + 1])
  redis.call('HDEL', key, 'taking')
  redis.call('PEXPIRE', key, ARGV[1])
  ids[#ids + 1] = ARGV[i]
end
redis.call('ZREM', KEYS[1], unpack(ids))
return #ids
