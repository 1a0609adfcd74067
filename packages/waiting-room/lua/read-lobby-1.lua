-- Who is in some of the buckets of a line: one text, because a client takes a text apart much faster than a list.
--
-- KEYS[1] places  start of the keys of the buckets (same slot)
-- ARGV[1] the first bucket
-- ARGV[2] the last bucket
-- Returns the person keys, each followed by a line feed.

local texts = {}
for bucket = tonumber(ARGV[1]), tonumber(ARGV[2]) do
  local people = redis.call('HKEYS', KEYS[1] .. string.format('%.0f', bucket))
  people[#people + 1] = ''
  texts[#texts + 1] = table.concat(people, '\n')
end
return table.concat(texts)
