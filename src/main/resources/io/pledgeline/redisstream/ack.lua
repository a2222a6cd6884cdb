-- Acknowledges a message and removes it, so that the stream's length is what is still to be done.
-- KEYS: stream. ARGV: group, id. Returns how many were pending.
local acked = redis.call('XACK', KEYS[1], ARGV[1], ARGV[2])
redis.call('XDEL', KEYS[1], ARGV[2])
return acked
