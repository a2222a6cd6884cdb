-- Takes over the first message that was idle for too long, or moves it to the dead letters if it was delivered often enough.
-- XPENDING and XCLAIM rather than XAUTOCLAIM, which counts a delivery before one can look at the count, and looks at ten entries only.
-- KEYS: stream, dead letter stream. ARGV: group, consumer, idle milliseconds, maximum of deliveries (0: no limit).
-- Returns nothing, or id, deliveries, dead (0 or 1), body.
local group, consumer, idle, max = ARGV[1], ARGV[2], ARGV[3], tonumber(ARGV[4])
while true do
    local pending = redis.call('XPENDING', KEYS[1], group, 'IDLE', idle, '-', '+', 1)[1]
    if not pending then
        return {}
    end
    local id, deliveries = pending[1], pending[4]
    local entry = redis.call('XRANGE', KEYS[1], id, id)[1]
    if not entry then
        -- Someone trimmed the stream: nothing is left to deliver.
        redis.call('XACK', KEYS[1], group, id)
    else
        local body = ''
        for i = 1, #entry[2], 2 do
            if entry[2][i] == 'body' then
                body = entry[2][i + 1]
            end
        end
        if max > 0 and deliveries >= max then
            redis.call('XADD', KEYS[2], '*', 'body', body, 'id', id, 'deliveries', deliveries)
            redis.call('XACK', KEYS[1], group, id)
            redis.call('XDEL', KEYS[1], id)
            return {id, deliveries, 1, body}
        end
        redis.call('XCLAIM', KEYS[1], group, consumer, idle, id)
        return {id, deliveries + 1, 0, body}
    end
end
