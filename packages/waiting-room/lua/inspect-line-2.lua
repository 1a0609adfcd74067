-- What the guard of a line has to know about it, at one instant.
--
-- KEYS[1] door  hash: the published window
-- KEYS[2] line  hash: how far the line has come
-- Returns {run of this Redis, epoch and ceiling in force, run and epoch the line was started for, issued, serving, skips, placed},
--   each nil where there is none; nil for an unknown window.

-- include: run

local door = redis.call('HMGET', KEYS[1], 'epoch', 'ceiling')
if not door[1] then return false end
local line = redis.call('HMGET', KEYS[2], 'run', 'epoch', 'issued', 'serving', 'skips', 'placed')
return { run_of_server(), door[1], door[2], line[1], line[2], line[3], line[4], line[5], line[6] }
