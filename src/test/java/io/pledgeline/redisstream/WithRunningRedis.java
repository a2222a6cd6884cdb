package io.pledgeline.redisstream;

import static io.pledgeline.redisstream.StreamProcess.GROUP;
import static io.pledgeline.redisstream.StreamProcess.STREAM;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** A Redis for all tests of a class, emptied after each, and processes that end with the test. */
abstract class WithRunningRedis {

    static final Duration SOON = Duration.ofSeconds(10);
    static RedisServerOnFreePort redis;
    private final List<StreamProcess> processes = new ArrayList<>();

    @BeforeAll
    static void startRedis() {
        redis = new RedisServerOnFreePort().start();
    }

    @AfterAll
    static void stopRedis() {
        redis.close();
    }

    @AfterEach
    void stopProcesses() {
        processes.forEach(StreamProcess::close);
        redis.keys().flushall();
    }

    StreamProcess process() {
        StreamProcess process = StreamProcess.on(redis);
        processes.add(process);
        return process;
    }

    /** Names in the group. */
    int consumers() {
        return redis.<List<?>>command("XINFO", "CONSUMERS", STREAM, GROUP).size();
    }
}
