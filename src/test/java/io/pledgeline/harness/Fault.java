package io.pledgeline.harness;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** What is broken on purpose. */
enum Fault {
    WORKER_KILLED,
    WORKER_STOPPED,
    WORKER_PAUSED,
    WEB_KILLED,
    REDIS_EMPTIED,
    REDIS_RESTARTED,
    POSTGRES_RESTARTED,
    POSTGRES_CRASHED,
    DATABASE_CUT,
    DATABASE_DELAYED,
    QUEUE_CUT,
    QUEUE_DELAYED,
    STORE_CUT,
    STORE_ERRORS,
    STORE_SLOW,
    STORE_BROKEN,
    DISK_FULL,
    MESSAGES_AGAIN;

    /** Gives these for ever, the same for the same seed: each once in random order, then each once more. */
    static Iterator<Fault> plan(List<Fault> kinds, long seed) {
        Random random = new Random(seed);
        return Stream.generate(() -> {
                    List<Fault> all = new ArrayList<>(kinds);
                    Collections.shuffle(all, random);
                    return all;
                })
                .flatMap(List::stream)
                .iterator();
    }
}
