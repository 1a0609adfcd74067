-- Takes one of the seats that only agents take for a person in the line, called or not. The public's seats are others:
-- neither can be exhausted by those who want the other. A person has one such seat: who asks again, the same agent or a
-- colleague to whom they talk now, gets it anew, and the earlier grant of it is void.
--
-- KEYS[1] door      hash: the published window
-- KEYS[2] line      hash: issued, serving, placed, buckets, calling rate, draw
-- KEYS[3] seats     sorted set: number → when its agent's seat expires, ms; this tells one grant of it from the next, too
-- KEYS[4] finished  bitmap by number
-- KEYS[5] places    start of the keys of the buckets (same slot)
-- ARGV[1] number
-- ARGV[2] person key
-- Returns {'admitted', expiresAtMs}, {'no-seat', ms until the next one expires},
--      or {'finished'}, {'not-placed'}, {'not-open', opensAtMs}, {'paused'}, {'closed'}, {'rebuilding'}, {'unknown'}.

-- include: clock
-- include: door
-- include: places
-- include: run

local door = redis.call('HMGET', KEYS[1],
  'opensAtMs', 'closesAtMs', 'closed', 'paused', 'agentSeats', 'admissionSeconds', 'epoch')
if not door[1] then return { 'unknown' } end
local now = now_ms()
local state = door_at(door[1], door[2], door[3], now)
if state == 'closed' then return { 'closed' } end
if state == 'not-open' then return { 'not-open', tonumber(door[1]) } end
-- Whom nobody calls, nobody calls in by telephone either.
if door[4] == '1' then return { 'paused' } end

local line = redis.call('HMGET', KEYS[2], 'buckets', 'issued', 'run', 'epoch')
if not line[1] or not may_give(line[2], line[3], line[4], door[7]) then return { 'rebuilding' } end
local held = redis.call('HGET', bucket_of(KEYS[5], ARGV[2], tonumber(line[1])), ARGV[2])
if not held or held ~= ARGV[1] then return { 'not-placed' } end
if redis.call('GETBIT', KEYS[4], ARGV[1]) == 1 then return { 'finished' } end

redis.call('ZREMRANGEBYSCORE', KEYS[3], '-inf', now)
local earlier = tonumber(redis.call('ZSCORE', KEYS[3], ARGV[1]) or nil)
if not earlier and redis.call('ZCARD', KEYS[3]) >= tonumber(door[5] or 0) then
  local next_free = redis.call('ZRANGE', KEYS[3], 0, 0, 'WITHSCORES')
  return { 'no-seat', next_free[2] and tonumber(next_free[2]) - now or 0 }
end
local expires_at = math.min(now + tonumber(door[6]) * 1000, tonumber(door[2]))
if earlier and expires_at <= earlier then expires_at = earlier + 1 end
redis.call('ZADD', KEYS[3], string.format('%.0f', expires_at), ARGV[1])
return { 'admitted', expires_at }
