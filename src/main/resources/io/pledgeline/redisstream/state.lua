-- Counts what the gauges show, and who consumes.
-- KEYS: stream, dead letter stream. ARGV: group, milliseconds that count as lately.
-- Returns length, pending, milliseconds since the oldest entry, length of the dead letters, 1 if the group exists,
-- consumers that hold a message or have asked for one lately.
local pending = redis.pcall('XPENDING', KEYS[1], ARGV[1])
local oldest = redis.call('XRANGE', KEYS[1], '-', '+', 'COUNT', 1)[1]
local age = 0
if oldest then
    local now = redis.call('TIME')
    age = now[1] * 1000 + math.floor(now[2] / 1000) - tonumber(string.match(oldest[1], '^%d+'))
end
local consumers = 0
if not pending.err then
    for _, fields in ipairs(redis.call('XINFO', 'CONSUMERS', KEYS[1], ARGV[1])) do
        local consumer = {}
        for i = 1, #fields, 2 do
            consumer[fields[i]] = fields[i + 1]
        end
        if consumer.pending > 0 or consumer.idle < tonumber(ARGV[2]) then
            consumers = consumers + 1
        end
    end
end
return {
    redis.call('XLEN', KEYS[1]),
    pending.err and 0 or pending[1],
    math.max(age, 0),
    redis.call('XLEN', KEYS[2]),
    pending.err and 0 or 1,
    consumers
}
