-- Writes the numbers of some people of a draw that is under way. They do not count before the draw is finished, so
-- running it again, or with others in between, changes nothing.
--
-- KEYS[1] line    hash: issued, serving, placed, buckets, calling rate, draw
-- KEYS[2] places  start of the keys of the buckets (same slot)
-- ARGV[1] holder of the draw
-- ARGV[2] time to live, ms: how much longer the draw is held
-- ARGV[3] the number of the first person; the others have the numbers after it
-- ARGV[4…] person keys
-- Returns 1, or 0 when the draw is not the holder's any more.

-- include: clock
-- include: places

local line = redis.call('HMGET', KEYS[1], 'placed', 'buckets', 'drawn', 'drawHolder')
if line[3] or line[4] ~= ARGV[1] then return 0 end
local placed, buckets = tonumber(line[1]), tonumber(line[2])
local first = tonumber(ARGV[3])
for i = 4, #ARGV do
  local person, number = ARGV[i], string.format('%.0f', first + i - 4)
  if redis.call('HSET', bucket_of(KEYS[2], person, buckets), person, number) == 1 then
    placed, buckets = count_person(KEYS[1], KEYS[2], placed, buckets)
  end
end
redis.call('HSET', KEYS[1], 'drawHeldUntilMs', string.format('%.0f', now_ms() + tonumber(ARGV[2])))
return 1
