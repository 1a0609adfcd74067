-- Marks numbers as booked, as Postgres knows them.
--
-- KEYS[1] finished  bitmap by number
-- ARGV[1…] numbers
-- Returns how many were not marked yet.

local added = 0
for _, number in ipairs(ARGV) do
  added = added + 1 - redis.call('SETBIT', KEYS[1], number, 1)
end
return added
