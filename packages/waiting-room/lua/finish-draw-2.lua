-- Puts a draw in force, all at once: every number counts, later comers continue behind, and the seed is public.
-- Before this step Redis does not hold the seed.
--
-- KEYS[1] door  hash: the published window
-- KEYS[2] line  hash: issued, serving, placed, buckets, calling rate, draw
-- ARGV[1] holder of the draw
-- ARGV[2] how many were drawn
-- ARGV[3] seed, hex
-- ARGV[4] digest of the entries, hex
-- Returns 1, or 0 when the draw is not the holder's any more, or the ceiling is below the numbers.

-- include: skips

local line = redis.call('HMGET', KEYS[2], 'issued', 'drawn', 'drawHolder', 'skips')
if line[2] or line[3] ~= ARGV[1] then return 0 end
local drawn = tonumber(ARGV[2])
if drawn > tonumber(redis.call('HGET', KEYS[1], 'ceiling')) then return 0 end
redis.call('HSET', KEYS[2], 'issued', string.format('%.0f', math.max(tonumber(line[1]), drawn)),
  'drawn', ARGV[2], 'seed', ARGV[3], 'entriesDigest', ARGV[4])
if line[4] then redis.call('HSET', KEYS[2], 'skips', skips_above(drawn, line[4])) end
redis.call('HDEL', KEYS[2], 'drawHolder', 'drawHeldUntilMs')
return 1
