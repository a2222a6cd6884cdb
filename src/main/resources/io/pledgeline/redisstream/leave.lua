-- Removes consumers that hold nothing: all that were idle for long, and one by its name. Removing one that holds a message would lose it.
-- KEYS: stream. ARGV: group, idle milliseconds, name of the one that leaves (or empty). Returns how many were removed.
local removed = 0
for _, fields in ipairs(redis.call('XINFO', 'CONSUMERS', KEYS[1], ARGV[1])) do
    local consumer = {}
    for i = 1, #fields, 2 do
        consumer[fields[i]] = fields[i + 1]
    end
    if consumer.pending == 0 and (consumer.idle > tonumber(ARGV[2]) or consumer.name == ARGV[3]) then
        redis.call('XGROUP', 'DELCONSUMER', KEYS[1], ARGV[1], consumer.name)
        removed = removed + 1
    end
end
return removed
