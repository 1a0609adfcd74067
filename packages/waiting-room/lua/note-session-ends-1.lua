-- Notes when people ended their sessions. A later end of the same person wins.
--
-- The list is whole once everything known elsewhere was written into it in one go, in this run of Redis: whoever writes
-- it all marks the beginning, and at the end finds out whether the list was lost in between.
--
-- KEYS[1] ends  sorted set: person → when they ended their sessions, ms; and two kinds of marks at +inf
-- ARGV[1] what of the list is older than this goes, ms
-- ARGV[2] 'some', 'begin' or 'end' (of writing everything)
-- ARGV[3] who writes everything; '' for 'some'
-- ARGV[4…] person, ms, and so on
-- Returns 1; 0 at 'end' when the list was lost since 'begin'.

-- include: run

local building = 'building:' .. ARGV[3]
if ARGV[2] == 'begin' then redis.call('ZADD', KEYS[1], '+inf', building) end
for i = 4, #ARGV, 2 do redis.call('ZADD', KEYS[1], 'GT', ARGV[i + 1], ARGV[i]) end
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', '(' .. ARGV[1])
if ARGV[2] ~= 'end' then return 1 end
if not redis.call('ZSCORE', KEYS[1], building) then return 0 end
redis.call('ZREMRANGEBYSCORE', KEYS[1], '+inf', '+inf')
redis.call('ZADD', KEYS[1], '+inf', 'whole:' .. run_of_server() .. ':' .. ARGV[3])
return 1
