-- Counts what the gauges show.
-- KEYS: stream, dead letter stream. ARGV: group.
-- Returns length, pending, milliseconds since the oldest entry, length of the dead letters, 1 if the group exists.
local pending = redis.pcall('XPENDING', KEYS[1], ARGV[1])
local oldest = redis.call('XRANGE', KEYS[1], '-', '+', 'COUNT', 1)[1]
local age = 0
if oldest then
    local now = redis.call('TIME')
    age = now[1] * 1000 + math.floor(now[2] / 1000) - tonumber(string.match(oldest[1], '^%d+'))
end
return {
    redis.call('XLEN', KEYS[1]),
    pending.err and 0 or pending[1],
    math.max(age, 0),
    redis.call('XLEN', KEYS[2]),
    pending.err and 0 or 1
}
