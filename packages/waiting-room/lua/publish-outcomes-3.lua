-- Remembers how booking requests ended, for as long as a browser may ask, and counts the endings of each window: a request
-- that has an outcome already is not counted again, however often it is published.
--
-- KEYS[1] open      sorted set: requests without an outcome → when they were first received, ms
-- KEYS[2] requests  start of the keys of the requests (same slot)
-- KEYS[3] endings   start of the keys that hold ending → how many requests, one hash a window (same slot)
-- ARGV[1] time to live of an outcome, ms
-- ARGV[2] time to live of what is counted, ms
-- ARGV[3…] request id, window id, ending, outcome (JSON), in turn
-- Returns how many had no outcome before.

local ids = {}
local new = 0
local counted = {}
for i = 3, #ARGV, 4 do
  local id, window, ending, outcome = ARGV[i], ARGV[i + 1], ARGV[i + 2], ARGV[i + 3]
  local key = KEYS[2] .. id
  if redis.call('HSET', key, 'outcome', outcome) == 1 then
    counted[window] = counted[window] or {}
    counted[window][ending] = (counted[window][ending] or 0) + 1
    new = new + 1
  end
  redis.call('HDEL', key, 'taking')
  redis.call('PEXPIRE', key, ARGV[1])
  ids[#ids + 1] = id
end
for window, endings in pairs(counted) do
  local key = KEYS[3] .. window
  for ending, many in pairs(endings) do redis.call('HINCRBY', key, ending, many) end
  redis.call('PEXPIRE', key, ARGV[2])
end
redis.call('ZREM', KEYS[1], unpack(ids))
return new
