package io.pledgeline.redisstream;

/**
 * One delivery of an entry of a stream.
 *
 * @param deliveries how often the entry was delivered, this time included
 * @param dead whether it went to the dead letter stream instead
 */
record RedisStreamMessage(String id, String body, long deliveries, boolean dead) {

    @Override
    public String toString() {
        // Bodies stay out of the logs.
        return id;
    }
}
