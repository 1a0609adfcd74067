-- One tick of the outflow: calls as many numbers as there are seats for, no faster than the window allows.
-- A called number keeps a seat in prospect for a short grace only, so that a closed tab blocks nobody for long;
-- whoever comes later than that still gets in.
--
-- KEYS[1] door    hash: the published window
-- KEYS[2] line    hash: issued, serving, placed, buckets, calling rate
-- KEYS[3] seats   sorted set: number → when its seat expires, ms
-- KEYS[4] called  sorted set: called numbers nobody has come for yet → when they were called, ms
-- ARGV[1] grace   ms
-- Returns {called now, serving, seats taken}, or nil for an unknown window.

-- include: clock
-- include: door

local MOST_PER_TICK = 5000
-- A tick that comes late makes up for this much time and no more: a stall is not followed by a burst.
local LONGEST_TICK_US = 250000
local SAMPLE_US = 1000000
-- As in `nextCallingRate` of the pure rules, which a test holds this against.
local NEWEST_WEIGHT = 0.1

local door = redis.call('HMGET', KEYS[1],
  'opensAtMs', 'closesAtMs', 'closed', 'paused', 'exhausted', 'maxActive', 'maxPerSecond')
if not door[1] then return false end
local now = now_us()
local now_in_ms = math.floor(now / 1000)
local line = redis.call('HMGET', KEYS[2],
  'issued', 'serving', 'carry', 'tickedAtUs', 'sampledAtUs', 'sampleCalled', 'rate', 'deviation')
local issued, serving = tonumber(line[1]), tonumber(line[2])

redis.call('ZREMRANGEBYSCORE', KEYS[3], '-inf', now_in_ms)
redis.call('ZREMRANGEBYSCORE', KEYS[4], '-inf', now_in_ms - tonumber(ARGV[1]))
local active = redis.call('ZCARD', KEYS[3])

local function whole(value) return string.format('%.0f', value) end

if door_at(door[1], door[2], door[3], now_in_ms) ~= 'open' or door[4] == '1' or door[5] == '1' then
  redis.call('HDEL', KEYS[2], 'carry', 'tickedAtUs')
  return { 0, serving, active }
end

-- How many may be called.
local opened = tonumber(door[1]) * 1000
local elapsed = math.max(0, math.min(now - tonumber(line[4] or opened), LONGEST_TICK_US))
local allowance = tonumber(line[3] or 0) + tonumber(door[7]) * elapsed / 1000000
local free = tonumber(door[6]) - active - redis.call('ZCARD', KEYS[4])
local called = math.max(0, math.min(math.floor(allowance), free, issued - serving, MOST_PER_TICK))
for number = serving + 1, serving + called do
  redis.call('ZADD', KEYS[4], whole(now_in_ms), whole(number))
end
serving = serving + called

-- How fast it went: one sample a second, of time in which somebody was calling.
local ticking = line[4] and now - tonumber(line[4]) < SAMPLE_US
local sampled_at = ticking and tonumber(line[5]) or now
local sample_called = (ticking and tonumber(line[6]) or 0) + called
local mean, deviation = tonumber(line[7] or nil), tonumber(line[8] or nil)
if now - sampled_at >= SAMPLE_US then
  local sample = sample_called * 1000000 / (now - sampled_at)
  if not mean then
    mean, deviation = sample, 0
  elseif serving < issued or sample > mean then
    -- A line that ran empty shows how many came, not how many could have been called: it never lowers the mean.
    local difference = sample - mean
    mean = mean + NEWEST_WEIGHT * difference
    deviation = math.sqrt((1 - NEWEST_WEIGHT) * (deviation ^ 2 + NEWEST_WEIGHT * difference ^ 2))
  end
  redis.call('HSET', KEYS[2], 'rate', string.format('%.17g', mean), 'deviation', string.format('%.17g', deviation))
  sampled_at, sample_called = now, 0
end

redis.call('HSET', KEYS[2], 'serving', whole(serving), 'carry', string.format('%.17g', math.min(allowance - called, 1)),
  'tickedAtUs', whole(now), 'sampledAtUs', whole(sampled_at), 'sampleCalled', whole(sample_called))
return { called, serving, active }
