-- Tells who consumes.
-- KEYS: stream, sorted set of processes by when they were seen. ARGV: group.
-- Returns for each process that was seen, and for each consumer, its name, the messages that it holds and the milliseconds since it was there.
local list = {}
local now = tonumber(redis.call('TIME')[1])
local seen = redis.call('ZRANGE', KEYS[2], 0, -1, 'WITHSCORES')
for i = 1, #seen, 2 do
    list[#list + 1] = seen[i]
    list[#list + 1] = 0
    list[#list + 1] = math.max(now - tonumber(seen[i + 1]), 0) * 1000
end
local found = redis.pcall('XINFO', 'CONSUMERS', KEYS[1], ARGV[1])
if found.err then
    return list
end
for _, fields in ipairs(found) do
    local consumer = {}
    for i = 1, #fields, 2 do
        consumer[fields[i]] = fields[i + 1]
    end
    list[#list + 1] = consumer.name
    list[#list + 1] = consumer.pending
    list[#list + 1] = consumer.idle
end
return list
