-- Lets the line give numbers up to a higher ceiling. It is never lowered.
--
-- KEYS[1] door  hash: the published window
-- ARGV[1] ceiling
-- ARGV[2] the epoch the numbers were leased for, or '' for any
-- Returns the ceiling in force, or nil for an unknown window.

local door = redis.call('HMGET', KEYS[1], 'ceiling', 'epoch')
local ceiling = door[1]
if not ceiling then return false end
if tonumber(ARGV[1]) <= tonumber(ceiling) or (ARGV[2] ~= '' and ARGV[2] ~= door[2]) then return tonumber(ceiling) end
redis.call('HSET', KEYS[1], 'ceiling', ARGV[1])
return tonumber(ARGV[1])
