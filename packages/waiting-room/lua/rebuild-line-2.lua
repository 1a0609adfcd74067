-- Starts a line for a new epoch, over whatever Redis still has of it. It gives no number that may have been given before:
-- it goes on above the ceiling. Calling goes on where it was; people come back to their old numbers by their tickets.
--
-- KEYS[1] door     hash: the published window
-- KEYS[2] line     hash: how far the line has come
-- ARGV[1] epoch    from now on
-- ARGV[2] run      of Redis this is meant for
-- ARGV[3] ceiling  the highest number that may have been given in earlier epochs
-- ARGV[4] issued   the highest number known to have been given
-- ARGV[5] serving  the highest number known to have been called
-- ARGV[6] skips    of earlier losses; those of a line that is left and has given higher numbers than `issued` count instead
-- ARGV[7] settle   ms; for so long the numbers above `issued` are not passed over
-- Returns 1, or 0 when this is another run, the window is unknown, or a newer epoch is in force.

-- include: clock
-- include: run

local epoch, ceiling = tonumber(ARGV[1]), tonumber(ARGV[3])
local door = redis.call('HMGET', KEYS[1], 'epoch', 'ceiling')
if not door[1] or tonumber(door[1]) > epoch or run_of_server() ~= ARGV[2] then return 0 end
local line = redis.call('HMGET', KEYS[2], 'epoch', 'issued', 'serving', 'skips')
if line[1] and tonumber(line[1]) >= epoch then return 0 end

local function whole(value) return string.format('%.0f', value) end

local known = math.min(math.max(tonumber(ARGV[4]), tonumber(line[2] or 0)), ceiling)
-- What is left of the line may be younger than what was noted of it, and then knows of gaps that nobody noted: without them
-- everything in there would be called as if people held it.
local skips = tonumber(line[2] or 0) > tonumber(ARGV[4]) and (line[4] or '') or ARGV[6]
if known < ceiling then
  local earlier, above, up_to = string.match(skips, '^(.-),?(%d+)%-(%d+)$')
  -- Nobody joined since the last loss: the gap only grew.
  if tonumber(up_to) == known then skips, known = earlier, tonumber(above) end
  skips = (skips == '' and '' or skips .. ',') .. whole(known) .. '-' .. whole(ceiling)
end

redis.call('HSETNX', KEYS[2], 'placed', '0')
redis.call('HSETNX', KEYS[2], 'buckets', '1')
redis.call('HSET', KEYS[2],
  'run', ARGV[2], 'epoch', whole(epoch), 'issued', whole(ceiling),
  'serving', whole(math.max(tonumber(ARGV[5]), tonumber(line[3] or 0))),
  'skips', skips, 'settledAtMs', whole(now_ms() + tonumber(ARGV[7])))
redis.call('HSET', KEYS[1], 'epoch', whole(epoch), 'ceiling', whole(math.max(ceiling, tonumber(door[2]))))
return 1
