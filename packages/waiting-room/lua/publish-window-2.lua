-- Puts a window's rules in force, all at once, unless what is there is as new.
--
-- KEYS[1] door     hash: the published window
-- KEYS[2] line     hash: issued, serving, placed, buckets, calling rate
-- ARGV[1] version  of the window
-- ARGV[2] epoch    rises when the line has to be rebuilt; 1 is the first
-- ARGV[3] ceiling  the highest number that may be given; never lowered
-- ARGV[4] remaining  doses, '' when unknown: then what is known already stays
-- ARGV[5] exhausted  '0' or '1'
-- ARGV[6] guarded  '1' when only the guard of the line may start it (rebuild-line), else '0'
-- ARGV[7…] field, value, …  everything else about the window
-- Returns 1, or 0 when an equal or newer version is in force.

local version, epoch, ceiling = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local known = redis.call('HMGET', KEYS[1], 'version', 'epoch', 'ceiling', 'remaining', 'exhausted')
local known_version, known_epoch = tonumber(known[1] or -1), tonumber(known[2] or 0)
if epoch < known_epoch or (epoch == known_epoch and version <= known_version) then return 0 end

if ARGV[6] == '0' and redis.call('EXISTS', KEYS[2]) == 0 then
  redis.call('HSET', KEYS[2], 'issued', '0', 'serving', '0', 'placed', '0', 'buckets', '1')
end

local remaining, exhausted = ARGV[4], ARGV[5]
if remaining == '' and known[4] then
  remaining, exhausted = known[4], known[5]
end
redis.call('HSET', KEYS[1],
  'version', ARGV[1], 'epoch', ARGV[2], 'remaining', remaining, 'exhausted', exhausted, 'guarded', ARGV[6],
  'ceiling', string.format('%.0f', math.max(ceiling, tonumber(known[3] or 0))),
  unpack(ARGV, 7))
return 1
