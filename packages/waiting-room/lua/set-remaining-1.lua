-- Says how many doses are left. None left: the window is exhausted and calls nobody; some again: it goes on.
--
-- KEYS[1] door  hash: the published window
-- ARGV[1] remaining  doses, or '' when unknown
-- Returns 1, or 0 for an unknown window.

if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
redis.call('HSET', KEYS[1], 'remaining', ARGV[1], 'exhausted', ARGV[1] == '0' and '1' or '0')
return 1
