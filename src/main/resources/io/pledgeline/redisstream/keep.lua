-- Resets the idle time of a message that is being worked on, unless another consumer has it by now. JUSTID counts no delivery.
-- KEYS: stream. ARGV: group, consumer, id. Returns 1 if the message is still the consumer's.
if #redis.call('XPENDING', KEYS[1], ARGV[1], ARGV[3], ARGV[3], 1, ARGV[2]) == 0 then
    return 0
end
redis.call('XCLAIM', KEYS[1], ARGV[1], ARGV[2], 0, ARGV[3], 'JUSTID')
return 1
