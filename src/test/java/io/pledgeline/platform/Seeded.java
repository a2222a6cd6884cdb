package io.pledgeline.platform;

import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;

/** Runs a property over many random cases, each from a seed of its own, so that a failing one can be run alone. */
final class Seeded {
    private static final long FIRST = 20_241_122;

    private Seeded() {}

    /** @param property takes the source of a case and its name, which belongs into every assertion's message */
    static void run(int cases, BiConsumer<Random, String> property) {
        Random seeds = new Random(FIRST);
        for (int i = 0; i < cases; i++) {
            long seed = seeds.nextLong();
            property.accept(new Random(seed), "seed " + seed);
        }
    }

    static <T> T oneOf(Random random, List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
