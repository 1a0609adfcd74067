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

-- The key of the hash that holds the person.
local function bucket_of(places, person, buckets)
  local level = level_of(buckets)
  local digest = digest_of(person)
  local bucket = digest % (2 * level)
  if bucket >= buckets then bucket = digest % level end
  return places .. string.format('%.0f', bucket)
end
