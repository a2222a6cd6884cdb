package io.pledgeline.harness;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** What is broken on purpose. */
enum Fault {
    WORKER_KILLED,
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

    /** Gives so many of these, the same for the same seed: each once in random order, then each once more. */
    static List<Fault> plan(List<Fault> kinds, long seed, int count) {
        Random random = new Random(seed);
        List<Fault> plan = new ArrayList<>();
        while (plan.size() < count) {
            List<Fault> all = new ArrayList<>(kinds);
            Collections.shuffle(all, random);
            plan.addAll(all);
        }
        return List.copyOf(plan.subList(0, count));
    }
}
