-- Lets a number that has booked take a seat again, because its booking was cancelled. Running it again changes nothing.
--
-- KEYS[1] finished  bitmap by number
-- ARGV[1] number
-- Returns 1, or 0 when the number was not marked as booked.

if redis.call('GETBIT', KEYS[1], ARGV[1]) == 0 then return 0 end
redis.call('SETBIT', KEYS[1], ARGV[1], 0)
return 1
