-- Puts a window's rules in force, all at once, unless what is there is as new.
--
-- KEYS[1] door     hash: the published window
-- KEYS[2] line     hash: issued, serving, placed, buckets, calling rate
-- ARGV[1] version  of the window
-- ARGV[2] epoch    rises when the line has to be rebuilt; 1 is the first
-- ARGV[3] ceiling  the highest number that may be given; never lowered
-- ARGV[4] remaining  doses, '' when unknown: then what is known already stays
-- ARGV[5] exhausted  '0' or '1'
-- ARGV[6…] field, value, …  everything else about the window
-- Returns 1, or 0 when an equal or newer version is in force.

local FIRST_EPOCH = 1

local version, epoch, ceiling = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local known = redis.call('HMGET', KEYS[1], 'version', 'epoch', 'ceiling', 'remaining', 'exhausted')
local known_version, known_epoch = tonumber(known[1] or -1), tonumber(known[2] or 0)
if epoch < known_epoch or (epoch == known_epoch and version <= known_version) then return 0 end

-- A line that is rebuilt gives no number that may have been given before: it goes on above the ceiling.
if redis.call('EXISTS', KEYS[2]) == 0 then
  local start = epoch > FIRST_EPOCH and ARGV[3] or '0'
  redis.call('HSET', KEYS[2], 'issued', start, 'serving', start, 'placed', '0', 'buckets', '1')
elseif epoch > known_epoch then
  local issued = tonumber(redis.call('HGET', KEYS[2], 'issued'))
  redis.call('HSET', KEYS[2], 'issued', string.format('%.0f', math.max(issued, ceiling)))
end

local remaining, exhausted = ARGV[4], ARGV[5]
if remaining == '' and known[4] then
  remaining, exhausted = known[4], known[5]
end
redis.call('HSET', KEYS[1],
  'version', ARGV[1], 'epoch', ARGV[2], 'remaining', remaining, 'exhausted', exhausted,
  'ceiling', string.format('%.0f', math.max(ceiling, tonumber(known[3] or 0))),
  unpack(ARGV, 6))
return 1
