-- Forgets requests that nobody will decide, so that whoever asks is told to send again. One that was sent again since it
-- was looked at, or has an outcome by now, stays.
--
-- KEYS[1] open      sorted set: requests without an outcome → when they were first received, ms
-- KEYS[2] requests  start of the keys of the requests (same slot)
-- ARGV[1] when they were looked at, ms of the server's clock
-- ARGV[2…] request ids
-- Returns how many were forgotten.

local forgotten = 0
for i = 2, #ARGV do
  local key = KEYS[2] .. ARGV[i]
  local known = redis.call('HMGET', key, 'outcome', 'touchedAtMs')
  if known[1] then
    redis.call('ZREM', KEYS[1], ARGV[i])
  elseif tonumber(known[2] or 0) < tonumber(ARGV[1]) then
    redis.call('DEL', key)
    redis.call('ZREM', KEYS[1], ARGV[i])
    forgotten = forgotten + 1
  end
end
return forgotten
