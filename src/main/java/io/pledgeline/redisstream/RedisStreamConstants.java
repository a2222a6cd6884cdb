package io.pledgeline.redisstream;

import org.apache.camel.spi.Metadata;

/** Names the headers that a consumer of a Redis stream sets, and the field of an entry that holds the body. */
public final class RedisStreamConstants {

    @Metadata(label = "consumer", description = "The stream that the message was read from", javaType = "String")
    public static final String STREAM = "CamelRedisStreamName";

    @Metadata(label = "consumer", description = "The id of the entry: milliseconds-sequence", javaType = "String")
    public static final String MESSAGE_ID = "CamelRedisStreamMessageId";

    @Metadata(
            label = "consumer",
            description = "How often the message was delivered, this delivery included",
            javaType = "Long")
    public static final String DELIVERIES = "CamelRedisStreamDeliveries";

    /** The one field of an entry, which the scripts read as well. */
    static final String BODY_FIELD = "body";

    private RedisStreamConstants() {}
}
