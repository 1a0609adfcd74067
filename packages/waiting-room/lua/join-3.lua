-- Gives people a place in the line, each of them once, in the order they are named. The opening is checked here, in the
-- step that gives the numbers. Before the opening of a draw a place is one in its lobby, without a number.
--
-- KEYS[1] door    hash: the published window
-- KEYS[2] line    hash: issued, serving, placed, buckets, calling rate, draw
-- KEYS[3] places  start of the keys of the buckets (same slot)
-- ARGV[1…] person keys: few, for everybody else waits meanwhile
-- Returns {'each', epoch, serving, skips, rate or nil, deviation or nil, and for each person in turn:
--   the number given now, or minus the number held already, or 'lobby' the first time and 'lobby-again',
--   or 'drawing', 'ceiling', 'rebuilding', or the error that looking for this person alone came to};
--   or for all of them {'not-open', opensAtMs}, {'rebuilding'}, {'closed'}, {'unknown'}.

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
local undrawn = is_undrawn(door[8], line[7])
local lobby_open = undrawn and door[9] ~= '' and now >= tonumber(door[9])
if state == 'not-open' and not lobby_open then return { 'not-open', tonumber(door[1]) } end

local ceiling = tonumber(door[4])
local issued, placed, buckets = tonumber(line[1]), tonumber(line[3]), tonumber(line[4])
local newcomers, answer_again = {}, {}
local gives

-- Someone who gets a place now, in their turn: it is written down after everybody was looked for.
local function newcomer(new, number, answer, again)
  new.number = number
  newcomers[#newcomers + 1] = new
  if not new.held then placed = placed + 1 end
  answer_again[new.person] = again
  return answer
end

local function in_lobby(new)
  if new.held then return 'lobby-again' end
  if state == 'open' then return 'drawing' end
  if placed >= MOST_IN_LOBBY then return 'ceiling' end
  return newcomer(new, NO_NUMBER, 'lobby', 'lobby-again')
end

local function in_line(new)
  if new.held and new.held ~= NO_NUMBER then return -tonumber(new.held) end
  if gives == nil then gives = may_give(line[1], line[8], line[9], door[5]) end
  if not gives then return 'rebuilding' end
  if issued >= ceiling then return 'ceiling' end
  issued = issued + 1
  return newcomer(new, string.format('%.0f', issued), issued, -issued)
end

local function answer_to(person)
  if answer_again[person] then return answer_again[person] end
  local digest = digest_of(person)
  local bucket = bucket_at(KEYS[3], digest, buckets)
  local held = redis.pcall('HGET', bucket, person)
  if type(held) == 'table' then return held end
  local new = { person = person, digest = digest, bucket = bucket, held = held }
  return undrawn and in_lobby(new) or in_line(new)
end

local calling = door[6] == '0' and door[7] == '0'
local answers = { 'each', tonumber(door[5]), tonumber(line[2]), line[10] or '', calling and line[5], calling and line[6] }
for i = 1, #ARGV do answers[6 + i] = answer_to(ARGV[i]) end

-- The numbers are counted before anybody holds one of them: should a write fail, none of them is given again.
if #newcomers > 0 then
  redis.call('HSET', KEYS[2], 'issued', string.format('%.0f', issued), 'placed', string.format('%.0f', placed))
end
local seated, looked_among = tonumber(line[3]), buckets
for _, new in ipairs(newcomers) do
  local bucket = buckets == looked_among and new.bucket or bucket_at(KEYS[3], new.digest, buckets)
  redis.call('HSET', bucket, new.person, new.number)
  if not new.held then
    seated = seated + 1
    buckets = make_room(KEYS[2], KEYS[3], seated, buckets)
  end
end
return answers
