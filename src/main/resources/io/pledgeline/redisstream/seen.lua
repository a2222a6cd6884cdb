-- Notes that a process reads the stream, because Redis before 7.2 knows nothing of consumers that got no message yet.
-- KEYS: sorted set of processes by when they were seen. ARGV: process, 1 if it is there and 0 if it leaves. Returns how many are known.
local now = tonumber(redis.call('TIME')[1])
if ARGV[2] == '1' then
    redis.call('ZADD', KEYS[1], now, ARGV[1])
else
    redis.call('ZREM', KEYS[1], ARGV[1])
end
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - 600)
redis.call('EXPIRE', KEYS[1], 600)
return redis.call('ZCARD', KEYS[1])
