-- Gives someone who shows a ticket of an earlier epoch the number on it back.
--
-- KEYS[1] door      hash: the published window
-- KEYS[2] line      hash: how far the line has come
-- KEYS[3] places    start of the keys of the buckets (same slot)
-- KEYS[4] seats     sorted set: number → when its seat expires, ms
-- ARGV[1] number    on the ticket
-- ARGV[2] epoch     of the ticket
-- ARGV[3] person key
-- Returns {'placed', the person's number from now on}: another one than on the ticket when they hold a seat by it or had
--   a better one; or {'none'} when the ticket is of this epoch and nobody holds a place by it; {'rebuilding'}, {'unknown'}.

-- include: run
-- include: places
-- include: skips

local door_epoch = redis.call('HGET', KEYS[1], 'epoch')
if not door_epoch then return { 'unknown' } end
local line = redis.call('HMGET', KEYS[2], 'issued', 'run', 'epoch', 'placed', 'buckets', 'skips')
-- A ticket of a later epoch than the line's tells that this Redis is the one that was left behind.
if tonumber(ARGV[2]) > tonumber(door_epoch) or not may_give(line[1], line[2], line[3], door_epoch) then
  return { 'rebuilding' }
end

local number, placed, buckets = tonumber(ARGV[1]), tonumber(line[4]), tonumber(line[5])
local bucket = bucket_of(KEYS[3], ARGV[3], buckets)
local held = tonumber(redis.call('HGET', bucket, ARGV[3]) or nil)
if tonumber(ARGV[2]) == tonumber(door_epoch) or number > tonumber(line[1]) then
  return held and { 'placed', held } or { 'none' }
end

-- Whoever joined anew before showing the ticket has two numbers: the lower one counts, unless the other is in use.
if held and held > 0 and (held <= number or redis.call('ZSCORE', KEYS[4], string.format('%.0f', held))) then
  return { 'placed', held }
end
if held then
  redis.call('HSET', bucket, ARGV[3], ARGV[1])
else
  place_person(KEYS[2], KEYS[3], ARGV[3], ARGV[1], placed, buckets)
end

-- A number thought to be skipped was given after all: it is called in its turn, and so are those below it.
local function without(above, up_to)
  if number <= tonumber(above) or number > tonumber(up_to) then return nil end
  return number < tonumber(up_to) and ARGV[1] .. '-' .. up_to or ''
end
if line[6] and line[6] ~= '' then
  local skips = string.gsub(line[6], '(%d+)%-(%d+)', without)
  skips = string.gsub(string.gsub(skips, ',,', ','), '^,', '')
  redis.call('HSET', KEYS[2], 'skips', (string.gsub(skips, ',$', '')))
end
return { 'placed', number }
