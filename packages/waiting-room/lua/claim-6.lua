-- Takes a seat for a called number, or hands back the one it holds: over-calling never over-admits.
--
-- KEYS[1] door      hash: the published window
-- KEYS[2] line      hash: issued, serving, placed, buckets, calling rate, turnout, admissions
-- KEYS[3] seats     sorted set: number → when its seat expires, ms
-- KEYS[4] called    sorted set: called numbers nobody has come for yet → when they were called, ms
-- KEYS[5] finished  bitmap by number
-- KEYS[6] places    start of the keys of the buckets (same slot)
-- ARGV[1] number
-- ARGV[2] person key
-- ARGV[3] after so many ms whoever finds no seat is asked to come again
-- Returns {'admitted', expiresAtMs}, {'not-called', serving, skips}, {'no-seat', ms until the next seat expires},
--      or {'finished'}, {'not-placed'}, {'not-open', opensAtMs}, {'closed'}, {'rebuilding'}, {'unknown'}.

-- include: clock
-- include: door
-- include: places
-- include: run

local door = redis.call('HMGET', KEYS[1], 'opensAtMs', 'closesAtMs', 'closed', 'maxActive', 'admissionSeconds', 'epoch')
if not door[1] then return { 'unknown' } end
local now = now_ms()
local state = door_at(door[1], door[2], door[3], now)
if state == 'closed' then return { 'closed' } end
if state == 'not-open' then return { 'not-open', tonumber(door[1]) } end

local number = tonumber(ARGV[1])
local line = redis.call('HMGET', KEYS[2], 'serving', 'buckets', 'skips', 'issued', 'run', 'epoch',
  'admitted', 'came', 'comingMs', 'gone', 'admissions')
if not line[1] then return { 'rebuilding' } end
local held = redis.call('HGET', bucket_of(KEYS[6], ARGV[2], tonumber(line[2])), ARGV[2])
if not held or tonumber(held) ~= number then
  return { may_give(line[4], line[5], line[6], door[6]) and 'not-placed' or 'rebuilding' }
end
if redis.call('GETBIT', KEYS[5], ARGV[1]) == 1 then return { 'finished' } end

local expires = redis.call('ZSCORE', KEYS[3], ARGV[1])
if expires and tonumber(expires) > now then return { 'admitted', tonumber(expires) } end

local serving = tonumber(line[1])
if number > serving then return { 'not-called', serving, line[3] or '' } end

-- Whoever knocks is there. One who was given up already, or finds no seat free, is expected (again) from when they are to
-- come again, so that the calling keeps a seat for them until then.
local called_at = tonumber(redis.call('ZSCORE', KEYS[4], ARGV[1]) or nil)
local gone = tonumber(line[10] or 0) - (called_at and 0 or 1)
local function exact(value) return string.format('%.17g', value) end

redis.call('ZREMRANGEBYSCORE', KEYS[3], '-inf', now)
if redis.call('ZCARD', KEYS[3]) >= tonumber(door[4]) then
  redis.call('ZADD', KEYS[4], exact(now + tonumber(ARGV[3])), ARGV[1])
  redis.call('HSET', KEYS[2], 'gone', exact(gone))
  local next_free = redis.call('ZRANGE', KEYS[3], 0, 0, 'WITHSCORES')
  return { 'no-seat', next_free[2] and tonumber(next_free[2]) - now or 0 }
end
local expires_at = math.min(now + tonumber(door[5]) * 1000, tonumber(door[2]))
redis.call('ZADD', KEYS[3], string.format('%.0f', expires_at), ARGV[1])
redis.call('ZREM', KEYS[4], ARGV[1])
redis.call('HSET', KEYS[2], 'gone', exact(gone), 'admitted', tonumber(line[7] or 0) + 1,
  'admissions', exact(tonumber(line[11] or 0) + 1), 'came', exact(tonumber(line[8] or 0) + 1),
  'comingMs', exact(tonumber(line[9] or 0) + (called_at and math.max(now - called_at, 0) or 0)))
return { 'admitted', expires_at }
