-- Takes jobs that wait, in their order, as BullMQ's own `moveToActive` takes one: each is active afterwards and locked by
-- the caller, so that BullMQ brings it back should the caller die. Jobs that are delayed or paused are left to BullMQ.
--
-- KEYS[1] wait    list: ids of jobs that wait, the oldest on the right
-- KEYS[2] active  list: ids of jobs that are being worked on
-- KEYS[3] meta    hash: the queue's settings
-- KEYS[4] jobs    start of the keys of the jobs (same slot)
-- ARGV[1] how many at most
-- ARGV[2] token of the locks
-- ARGV[3] how long they hold, ms
-- Returns id and data (JSON) of each, in turn.

if redis.call('HEXISTS', KEYS[3], 'paused') == 1 then return {} end
local taken = {}
for _ = 1, tonumber(ARGV[1]) do
  local id = redis.call('RPOPLPUSH', KEYS[1], KEYS[2])
  if not id then break end
  local data = redis.call('HGET', KEYS[4] .. id, 'data')
  if data then
    redis.call('SET', KEYS[4] .. id .. ':lock', ARGV[2], 'PX', ARGV[3])
    taken[#taken + 1] = id
    taken[#taken + 1] = data
  else
    redis.call('LREM', KEYS[2], 1, id)
  end
end
return taken
