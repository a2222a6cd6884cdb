package io.pledgeline.http;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Bounds of HTTP.
 *
 * @param maxBody the largest body of a request that is read into memory, so of everything but uploads
 * @param apiThreads how many requests are worked on at once where the JDK has no virtual threads
 */
@ConfigurationProperties("http")
record HttpSettings(
        @DefaultValue("1MB") DataSize maxBody,
        @DefaultValue("64") int apiThreads) {}
