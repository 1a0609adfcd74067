-- The run of Redis that serves this very call: the name it gives itself anew at each start and at each promotion of a
-- replica, which is when writes may have been lost. Nothing that is stored could tell, for what is left is a whole line
-- of a moment ago. About 3 µs.
local function run_of_server()
  return string.match(redis.call('INFO', 'replication'), 'master_replid:(%x+)')
end

-- Whether the line may give a number: started by its guard for the epoch in force and in this very run. A line that
-- nobody guards has no run; a line that is not there gives none.
local function may_give(issued, run, line_epoch, door_epoch)
  if not issued then return false end
  return not run or (line_epoch == door_epoch and run == run_of_server())
end
