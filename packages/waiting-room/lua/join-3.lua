-- Gives a person a place in the line, once. The opening is checked here, in the step that gives the number.
-- Before the opening of a draw the place is one in its lobby, without a number.
--
-- KEYS[1] door    hash: the published window
-- KEYS[2] line    hash: issued, serving, placed, buckets, calling rate, draw
-- KEYS[3] places  start of the keys of the buckets (same slot)
-- ARGV[1] person key
-- Returns {'placed', number, 1 the first time or 0, epoch, serving, skips, rate or nil, deviation or nil}
--      or {'lobby', 1 the first time or 0, epoch}
--      or {'not-open', opensAtMs}, {'drawing'}, {'rebuilding'}, {'closed'}, {'ceiling'}, {'unknown'}.

-- include: clock
-- include: door
-- include: places
-- include: draw
-- include: run

-- Whoever reads a lobby holds it in memory as a whole.
local MOST_IN_LOBBY = 5000000

local door = redis.call('HMGET', KEYS[1],
  'opensAtMs', 'closesAtMs', 'closed', 'ceiling', 'epoch', 'paused', 'exhausted', 'policy', 'lobbyOpensAtMs')
if not door[1] then return { 'unknown' } end
local now = now_ms()
local state = door_at(door[1], door[2], door[3], now)
if state == 'closed' then return { 'closed' } end

local line = redis.call('HMGET', KEYS[2], 'issued', 'serving', 'placed', 'buckets', 'rate', 'deviation', 'drawn',
  'run', 'epoch', 'skips')
if not line[1] then return state == 'not-open' and { 'not-open', tonumber(door[1]) } or { 'rebuilding' } end
local issued, placed, buckets = tonumber(line[1]), tonumber(line[3]), tonumber(line[4])
local undrawn = is_undrawn(door[8], line[7])
local lobby_open = undrawn and door[9] ~= '' and now >= tonumber(door[9])
if state == 'not-open' and not lobby_open then return { 'not-open', tonumber(door[1]) } end

local bucket = bucket_of(KEYS[3], ARGV[1], buckets)
local held = redis.call('HGET', bucket, ARGV[1])

if undrawn then
  local epoch = tonumber(door[5])
  if held then return { 'lobby', 0, epoch } end
  if state == 'open' then return { 'drawing' } end
  if placed >= MOST_IN_LOBBY then return { 'ceiling' } end
  place_person(KEYS[2], KEYS[3], ARGV[1], NO_NUMBER, placed, buckets)
  return { 'lobby', 1, epoch }
end

local function placed_with(number, first)
  local calling = door[6] == '0' and door[7] == '0'
  return { 'placed', tonumber(number), first, tonumber(door[5]), tonumber(line[2]), line[10] or '',
    calling and line[5], calling and line[6] }
end

if held and held ~= NO_NUMBER then return placed_with(held, 0) end

if not may_give(line[1], line[8], line[9], door[5]) then return { 'rebuilding' } end
local number = issued + 1
if number > tonumber(door[4]) then return { 'ceiling' } end
local text = string.format('%.0f', number)
redis.call('HSET', KEYS[2], 'issued', text)
if held then
  redis.call('HSET', bucket, ARGV[1], text)
else
  place_person(KEYS[2], KEYS[3], ARGV[1], text, placed, buckets)
end
return placed_with(number, 1)
