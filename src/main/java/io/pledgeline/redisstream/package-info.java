/** The Camel component {@code redis-stream}: queues on Redis streams with consumer groups. */
@NullMarked
package io.pledgeline.redisstream;

import org.jspecify.annotations.NullMarked;
