-- Marks numbers as booked and frees their seats. Running it again changes nothing.
--
-- KEYS[1] line      hash: issued, serving, placed, buckets, calling rate
-- KEYS[2] seats     sorted set: number → when its seat expires, ms
-- KEYS[3] called    sorted set: called numbers nobody has come for yet → when they were called, ms
-- KEYS[4] finished  bitmap by number
-- ARGV[1…] numbers
-- Returns how many of them were ever given; the others are left out (the bitmap must not grow to them).

local issued = tonumber(redis.call('HGET', KEYS[1], 'issued') or 0)
local given = {}
for _, number in ipairs(ARGV) do
  if tonumber(number) <= issued then
    redis.call('SETBIT', KEYS[4], number, 1)
    given[#given + 1] = number
  end
end
if #given == 0 then return 0 end
redis.call('ZREM', KEYS[2], unpack(given))
redis.call('ZREM', KEYS[3], unpack(given))
return #given
