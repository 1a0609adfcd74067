-- One tick of the outflow: calls as many numbers as it takes for every seat to be filled, no faster than the window
-- allows. Those who are not expected to come are called over; since a seat is claimed atomically, no more than the seats
-- are ever admitted, and whoever comes late still gets in.
--
-- KEYS[1] door    hash: the published window
-- KEYS[2] line    hash: issued, serving, placed, buckets, calling rate, turnout
-- KEYS[3] seats   sorted set: number → when its seat expires, ms
-- KEYS[4] called  sorted set: called numbers nobody has come for yet → when they were called, ms
-- ARGV[1] grace   ms; whoever has not come by then is not expected any more
-- ARGV[2] pace    share of maxPerSecond, 0–1
-- Returns {called now, serving, seats taken}, or nil for an unknown window or a lost line.

-- include: clock
-- include: door
-- include: draw
-- include: skips
-- include: turnout

local MOST_PER_TICK = 5000
-- A tick that comes late makes up for this much time and no more: a stall is not followed by a burst.
local LONGEST_TICK_US = 250000
-- Seats are not measured over a longer time than this: nobody was calling meanwhile.
local LONGEST_MEASURED_US = 2000000

local door = redis.call('HMGET', KEYS[1],
  'opensAtMs', 'closesAtMs', 'closed', 'paused', 'exhausted', 'maxActive', 'maxPerSecond', 'admissionSeconds', 'policy')
if not door[1] then return false end
local now = now_us()
local now_in_ms = math.floor(now / 1000)
local line = redis.call('HMGET', KEYS[2], 'issued', 'serving', 'carry', 'tickedAtUs', 'skips', 'settledAtMs',
  'came', 'comingMs', 'gone', 'freed', 'heldMs', 'admitted', 'activeAtTick', 'drawn', 'grown')
if not line[1] then return false end
local issued, serving = tonumber(line[1]), tonumber(line[2])

redis.call('ZREMRANGEBYSCORE', KEYS[3], '-inf', now_in_ms)
local gone = redis.call('ZREMRANGEBYSCORE', KEYS[4], '-inf', now_in_ms - tonumber(ARGV[1]))
local active = redis.call('ZCARD', KEYS[3])

local function whole(value) return string.format('%.0f', value) end
local function exact(value) return string.format('%.17g', value) end

if door_at(door[1], door[2], door[3], now_in_ms) ~= 'open' or door[4] == '1' or door[5] == '1'
  or is_undrawn(door[9], line[14]) then
  redis.call('HDEL', KEYS[2], 'carry', 'tickedAtUs')
  if gone > 0 then redis.call('HINCRBYFLOAT', KEYS[2], 'gone', gone) end
  return { 0, serving, active }
end

local last = issued
if line[5] and line[5] ~= '' then
  local skips
  serving, last, skips = pass_skips(line[5], serving, issued, now_in_ms >= tonumber(line[6] or 0))
  if skips ~= line[5] then redis.call('HSET', KEYS[2], 'skips', skips) end
end

-- What the last tick and this one tell about people.
local turnout = {
  came = tonumber(line[7] or 0), coming_ms = tonumber(line[8] or 0), gone = math.max(tonumber(line[9] or 0), 0) + gone,
  freed = tonumber(line[10] or 0), held_ms = tonumber(line[11] or 0),
  grown = tonumber(line[15] or 0),
}
local ticked_at = tonumber(line[4] or nil)
if ticked_at and now > ticked_at and now - ticked_at <= LONGEST_MEASURED_US then
  local elapsed_ms = (now - ticked_at) / 1000
  fade(turnout, elapsed_ms, active)
  turnout.held_ms = turnout.held_ms + active * elapsed_ms
  local active_before = tonumber(line[13] or 0)
  turnout.freed = turnout.freed + math.max(active_before + tonumber(line[12] or 0) - active, 0)
  turnout.grown = turnout.grown + active - active_before
end

-- How many may be called.
local pace_per_second = tonumber(door[7]) * tonumber(ARGV[2])
local elapsed = math.max(0, math.min(now - (ticked_at or tonumber(door[1]) * 1000), LONGEST_TICK_US))
local counted = counted_share(turnout)
local allowance = tonumber(line[3] or 0) + pace_per_second / counted * elapsed / 1000000
local free = math.max(tonumber(door[6]) - active - still_coming(turnout, KEYS[4], now_in_ms), 0)
local called = math.max(0, math.min(math.floor(allowance), math.floor(free / counted), last - serving, MOST_PER_TICK))
for number = serving + 1, serving + called do
  redis.call('ZADD', KEYS[4], whole(now_in_ms), whole(number))
end
serving = serving + called

local rate, deviation, head_start, most = calling_rate(turnout, tonumber(door[6]), pace_per_second, tonumber(door[8]), active)
redis.call('HSET', KEYS[2], 'serving', whole(serving), 'carry', exact(math.min(allowance - called, 1)),
  'tickedAtUs', whole(now), 'admitted', '0', 'activeAtTick', whole(active),
  'came', exact(turnout.came), 'comingMs', exact(turnout.coming_ms), 'gone', exact(turnout.gone),
  'freed', exact(turnout.freed), 'heldMs', exact(turnout.held_ms),
  'grown', exact(turnout.grown), 'deviation', exact(deviation),
  -- One text: whoever reads a rate reads all of it.
  'rate', table.concat({ exact(rate), exact(head_start), exact(most) }, ' '))
return { called, serving, active }
