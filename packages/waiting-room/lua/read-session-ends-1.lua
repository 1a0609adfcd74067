-- When people ended their sessions, oldest first.
--
-- KEYS[1] ends  sorted set: see note-session-ends
-- ARGV[1] from this instant on, ms
-- ARGV[2] at most so many
-- Returns {the mark of the list when it is whole in this run of Redis, else ''; person, ms, and so on}.

-- include: run

local whole = ''
local mine = 'whole:' .. run_of_server()
for _, mark in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], '+inf', '+inf')) do
  if string.sub(mark, 1, #mine) == mine then whole = mark end
end
local ends = redis.call('ZRANGEBYSCORE', KEYS[1], ARGV[1], '(+inf', 'WITHSCORES', 'LIMIT', 0, ARGV[2])
return { whole, unpack(ends) }
