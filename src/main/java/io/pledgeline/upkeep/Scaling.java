package io.pledgeline.upkeep;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of the number of workers.
 *
 * @param instances that there are
 * @param wanted that there shall be
 * @param calm whether fewer would do
 * @param reason for a log, without data of anybody
 */
record Scaling(String service, int instances, int wanted, boolean calm, String reason) {

    /**
     * The fleet as one sees it who decides about it.
     *
     * @param instances it is scaled to
     * @param sinceChange since somebody asked for another number; null when nobody has
     * @param sinceCalm for how long fewer would have done; null when they would not
     */
    record Fleet(
            int instances,
            @Nullable Duration sinceChange,
            @Nullable Duration sinceCalm) {}

    /**
     * Decides, from nothing but what it is given.
     *
     * <p>More workers come at once, as many as the work needs, so that a burst does not wait for several steps. Fewer come
     * late and by halves, and only where half of the work more would not call the others back: so it does not flap.
     */
    static Scaling decide(Fleet fleet, Workload work, ScaleSettings settings) {
        int instances = fleet.instances();
        int needed = bounded(divided(work.chunks(), settings.chunksPerWorker()), settings);
        if (work.oldest().compareTo(settings.patience()) > 0) {
            needed = bounded(Math.max(needed, instances + 1L), settings);
        }
        int enough = bounded(divided(2 * work.chunks(), settings.chunksPerWorker()), settings);
        boolean calm = enough < instances && work.oldest().multipliedBy(2).compareTo(settings.patience()) <= 0;
        int wanted = instances;
        String reason = "enough";
        if (instances != bounded(instances, settings)) {
            wanted = bounded(instances, settings);
            reason = "out of bounds";
        } else if (needed > instances && isOver(fleet.sinceChange(), settings.upCoolDown())) {
            wanted = needed;
            reason = work.chunks() + " chunks wait, the oldest import for "
                    + work.oldest().toSeconds() + " s";
        } else if (calm
                && isOver(fleet.sinceChange(), settings.downCoolDown())
                && fleet.sinceCalm() != null
                && fleet.sinceCalm().compareTo(settings.downCoolDown()) >= 0) {
            wanted = Math.max(enough, (instances + 1) / 2);
            reason = work.chunks() + " chunks wait";
        }
        return new Scaling(settings.service(), instances, wanted, calm, reason);
    }

    private static boolean isOver(@Nullable Duration since, Duration coolDown) {
        return since == null || since.compareTo(coolDown) >= 0;
    }

    private static long divided(long chunks, int each) {
        return (chunks + each - 1) / each;
    }

    private static int bounded(long workers, ScaleSettings settings) {
        return (int) Math.max(settings.min(), Math.min(settings.max(), workers));
    }

    public boolean isChanging() {
        return wanted != instances;
    }

    public int getInstances() {
        return instances;
    }

    public int getWanted() {
        return wanted;
    }

    public String getReason() {
        return reason;
    }

    /** Parameters of {@code note-scaling.sql}. */
    public Map<String, Object> getParameters() {
        return Map.of("service", service, "calm", calm, "changing", isChanging());
    }
}
