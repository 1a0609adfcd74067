-- Keeps a person's draft, unless so many new ones came lately that the edge would fill up with them.
--
-- KEYS[1] draft  string: the draft
-- KEYS[2] new    string: how many new drafts of this shard were kept since the count began; it ends by itself
-- ARGV[1] the draft
-- ARGV[2] time to live of the draft and of the count, ms
-- ARGV[3] new drafts at most in that time
-- Returns 1 when it is kept, else 0.

if redis.call('EXISTS', KEYS[1]) == 0 then
  local count = tonumber(redis.call('GET', KEYS[2]) or '0')
  if count >= tonumber(ARGV[3]) then return 0 end
  if count == 0 then
    redis.call('SET', KEYS[2], 1, 'PX', ARGV[2])
  else
    redis.call('INCR', KEYS[2])
  end
end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1
