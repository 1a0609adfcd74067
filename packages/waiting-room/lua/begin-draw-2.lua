-- Takes the draw of a window that has opened in hand, or keeps it. One holder at a time; it lapses when its holder dies,
-- and whoever begins anew makes the numbers of the one before worthless.
--
-- KEYS[1] door  hash: the published window
-- KEYS[2] line  hash: issued, serving, placed, buckets, calling rate, draw
-- ARGV[1] holder
-- ARGV[2] time to live, ms
-- Returns {'begun', buckets}, or {'drawn'}, {'busy'}, {'not-open'}: also when there is nothing to draw.

-- include: clock
-- include: door
-- include: draw

local door = redis.call('HMGET', KEYS[1], 'opensAtMs', 'closesAtMs', 'closed', 'policy')
local line = redis.call('HMGET', KEYS[2], 'buckets', 'drawn', 'drawHolder', 'drawHeldUntilMs')
if not line[1] then return { 'not-open' } end
local now = now_ms()
if not door[1] or door_at(door[1], door[2], door[3], now) ~= 'open' then return { 'not-open' } end
if not is_undrawn(door[4], line[2]) then return { 'drawn' } end
if line[3] and line[3] ~= ARGV[1] and now < tonumber(line[4]) then return { 'busy' } end
redis.call('HSET', KEYS[2],
  'drawHolder', ARGV[1], 'drawHeldUntilMs', string.format('%.0f', now + tonumber(ARGV[2])))
return { 'begun', tonumber(line[1]) }
