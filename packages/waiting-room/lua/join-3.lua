-- Gives a person a place in the line, once. The opening is checked here, in the step that gives the number.
--
-- KEYS[1] door    hash: the published window
-- KEYS[2] line    hash: issued, serving, placed, buckets, calling rate
-- KEYS[3] places  start of the keys of the buckets (same slot)
-- ARGV[1] person key
-- Returns {'placed', number, 1 the first time or 0, epoch, serving, rate or nil, deviation or nil}
--      or {'not-open', opensAtMs}, {'closed'}, {'ceiling'}, {'unknown'}.

-- include: clock
-- include: door
-- include: places

local door = redis.call('HMGET', KEYS[1],
  'opensAtMs', 'closesAtMs', 'closed', 'ceiling', 'epoch', 'paused', 'exhausted')
if not door[1] then return { 'unknown' } end
local state = door_at(door[1], door[2], door[3], now_ms())
if state == 'closed' then return { 'closed' } end
if state == 'not-open' then return { 'not-open', tonumber(door[1]) } end

local line = redis.call('HMGET', KEYS[2], 'issued', 'serving', 'placed', 'buckets', 'rate', 'deviation')
local issued, placed, buckets = tonumber(line[1]), tonumber(line[3]), tonumber(line[4])

local function placed_with(number, first)
  local calling = door[6] == '0' and door[7] == '0'
  return { 'placed', tonumber(number), first, tonumber(door[5]), tonumber(line[2]),
    calling and line[5], calling and line[6] }
end

-- Moves the people of one bucket who now belong to a new one.
local function split_bucket()
  local level = level_of(buckets)
  local from = KEYS[3] .. string.format('%.0f', buckets - level)
  local people = redis.call('HGETALL', from)
  local leaving, arriving = {}, {}
  for i = 1, #people, 2 do
    if digest_of(people[i]) % (2 * level) == buckets then
      leaving[#leaving + 1] = people[i]
      arriving[#arriving + 1] = people[i]
      arriving[#arriving + 1] = people[i + 1]
    end
  end
  if #leaving > 0 then
    redis.call('HSET', KEYS[3] .. string.format('%.0f', buckets), unpack(arriving))
    redis.call('HDEL', from, unpack(leaving))
  end
  redis.call('HSET', KEYS[2], 'buckets', string.format('%.0f', buckets + 1))
end

local bucket = bucket_of(KEYS[3], ARGV[1], buckets)
local held = redis.call('HGET', bucket, ARGV[1])
if held then return placed_with(held, 0) end

local number = issued + 1
if number > tonumber(door[4]) then return { 'ceiling' } end
local text = string.format('%.0f', number)
redis.call('HSET', bucket, ARGV[1], text)
redis.call('HSET', KEYS[2], 'issued', text, 'placed', string.format('%.0f', placed + 1))
if placed + 1 > buckets * BUCKET_FILL then split_bucket() end
return placed_with(number, 1)
