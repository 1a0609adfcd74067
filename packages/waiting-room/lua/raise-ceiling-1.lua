-- Lets the line give numbers up to a higher ceiling. It is never lowered.
--
-- KEYS[1] door  hash: the published window
-- ARGV[1] ceiling
-- Returns the ceiling in force, or nil for an unknown window.

local ceiling = redis.call('HGET', KEYS[1], 'ceiling')
if not ceiling then return false end
if tonumber(ARGV[1]) <= tonumber(ceiling) then return tonumber(ceiling) end
redis.call('HSET', KEYS[1], 'ceiling', ARGV[1])
return tonumber(ARGV[1])
