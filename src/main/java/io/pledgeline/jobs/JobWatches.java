package io.pledgeline.jobs;

import io.pledgeline.http.ProblemException;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Keeps one poller for each job that anybody watches, however many do.
 *
 * <p>Stops first of all beans, so that a graceful shutdown does not wait for streams that would never end.
 */
@Component
class JobWatches implements SmartLifecycle {

    private static final long PERIOD_MILLIS = 500;
    private static final int THREADS = 4;

    private final JobStates states;
    private final Map<UUID, JobWatch> watches = new ConcurrentHashMap<>();
    private final AtomicInteger threads = new AtomicInteger();
    private final ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(THREADS, task -> {
        Thread thread = new Thread(task, "events-" + threads.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    });
    private volatile boolean running;

    JobWatches(JobStates states) {
        this.states = states;
        scheduler.setRemoveOnCancelPolicy(true);
    }

    /** A stream of the job's events; it has the first one within a poll. */
    SseEmitter watch(UUID job) {
        if (!running) {
            throw ProblemException.beingStopped();
        }
        SseEmitter emitter = new SseEmitter(0L);
        watches.compute(job, (id, known) -> {
            JobWatch watch = known == null ? new JobWatch(() -> states.read(job)) : known;
            watch.join(emitter);
            if (known == null) {
                begin(id, watch);
            }
            return watch;
        });
        return emitter;
    }

    private void begin(UUID job, JobWatch watch) {
        watch.startedAs(scheduler.scheduleWithFixedDelay(
                () -> {
                    watch.poll();
                    // Nobody can join in between: both happen under the lock of the map's entry.
                    watches.computeIfPresent(job, (id, same) -> same == watch && watch.endIfDeserted() ? null : same);
                },
                0,
                PERIOD_MILLIS,
                TimeUnit.MILLISECONDS));
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        scheduler.shutdownNow();
        watches.values().forEach(JobWatch::dismiss);
        watches.clear();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
