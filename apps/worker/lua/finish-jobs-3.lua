-- Removes jobs that are done. One whose lock is another's by now is left alone: it is the other's to finish.
--
-- KEYS[1] active   list: ids of jobs that are being worked on
-- KEYS[2] stalled  set: ids of jobs whose lock BullMQ looks for next time
-- KEYS[3] jobs     start of the keys of the jobs (same slot)
-- ARGV[1] token of the locks
-- ARGV[2…] ids
-- Returns how many were removed.

local done = {}
for i = 2, #ARGV do
  local key = KEYS[3] .. ARGV[i]
  if redis.call('GET', key .. ':lock') == ARGV[1] then
    redis.call('LREM', KEYS[1], -1, ARGV[i])
    redis.call('DEL', key, key .. ':lock')
    done[#done + 1] = ARGV[i]
  end
end
if #done > 0 then redis.call('SREM', KEYS[2], unpack(done)) end
return #done
