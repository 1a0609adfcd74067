-- Who holds which number, in many small hashes ("buckets") that Redis keeps as listpacks, about 40 bytes a person.
-- Linear hashing: a line starts with one bucket and splits one more each time BUCKET_FILL people have come, so that
-- neither the memory per person nor the time of a look-up depends on the size of the crowd. A bucket holds twice the
-- fill at most on average, well below the 128 fields at which Redis gives up the listpack.
local BUCKET_FILL = 32

local function digest_of(person)
  return tonumber(string.sub(redis.sha1hex(person), 1, 8), 16)
end

-- The largest power of two that is not above the number of buckets.
local function level_of(buckets)
  local _, exponent = math.frexp(buckets)
  return 2 ^ (exponent - 1)
end

-- The key of the hash that holds the person with this digest.
local function bucket_at(places, digest, buckets)
  local level = level_of(buckets)
  local bucket = digest % (2 * level)
  if bucket >= buckets then bucket = digest % level end
  return places .. string.format('%.0f', bucket)
end

local function bucket_of(places, person, buckets)
  return bucket_at(places, digest_of(person), buckets)
end

-- Moves the people of one bucket who belong to a new one.
local function split_bucket(line, places, buckets)
  local level = level_of(buckets)
  local from = places .. string.format('%.0f', buckets - level)
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
    redis.call('HSET', places .. string.format('%.0f', buckets), unpack(arriving))
    redis.call('HDEL', from, unpack(leaving))
  end
  redis.call('HSET', line, 'buckets', string.format('%.0f', buckets + 1))
end

-- Splits one more bucket when `placed` people are too many for so many. Returns how many there are afterwards.
local function make_room(line, places, placed, buckets)
  if placed <= buckets * BUCKET_FILL then return buckets end
  split_bucket(line, places, buckets)
  return buckets + 1
end

-- Counts someone who is new in a bucket; `placed` and `buckets` are the counts before. Returns the counts after.
local function count_person(line, places, placed, buckets)
  redis.call('HSET', line, 'placed', string.format('%.0f', placed + 1))
  return placed + 1, make_room(line, places, placed + 1, buckets)
end

-- Puts someone who is in no bucket into theirs; counts as above.
local function place_person(line, places, person, number, placed, buckets)
  redis.call('HSET', bucket_of(places, person, buckets), person, number)
  return count_person(line, places, placed, buckets)
end
