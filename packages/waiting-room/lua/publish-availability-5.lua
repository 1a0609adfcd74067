-- Shows the edge which slots of a window are free, or a part of it. One worker at a time publishes a window: whoever holds
-- its lease, which this takes when it is free and prolongs. Each publication builds upon the one before; when that is not
-- there, because Redis lost it or came back older, nothing is written.
--
-- KEYS[1] lease           string: who publishes
-- KEYS[2] snapshot        hash: takenAt, sites (which list of sites belongs to it)
-- KEYS[3] sites           string: the sites, JSON
-- KEYS[4] municipalities  string: what is free in each, JSON
-- KEYS[5] slots           hash: site → its slots, JSON
-- ARGV[1] holder
-- ARGV[2] time the lease lives, ms
-- ARGV[3] time the rest is kept, ms
-- ARGV[4] takenAt of the publication before; '' while everything is published anew
-- ARGV[5] takenAt of this one; '' for a part that others follow
-- ARGV[6] which list of sites belongs to it
-- ARGV[7] the sites; '' when they are those of before
-- ARGV[8] the municipalities; '' when they are those of before
-- ARGV[9…] site, its slots; again and again
-- Returns 'published', 'held' (by another) or 'lost'.

local holder = redis.call('GET', KEYS[1])
if holder and holder ~= ARGV[1] then return 'held' end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
if ARGV[4] ~= '' and redis.call('HGET', KEYS[2], 'takenAt') ~= ARGV[4] then return 'lost' end
for i = 9, #ARGV, 2 do redis.call('HSET', KEYS[5], ARGV[i], ARGV[i + 1]) end
if ARGV[7] ~= '' then redis.call('SET', KEYS[3], ARGV[7]) end
if ARGV[8] ~= '' then redis.call('SET', KEYS[4], ARGV[8]) end
if ARGV[5] ~= '' then redis.call('HSET', KEYS[2], 'takenAt', ARGV[5], 'sites', ARGV[6]) end
for key = 2, 5 do redis.call('PEXPIRE', KEYS[key], ARGV[3]) end
return 'published'
