package io.pledgeline.jobs;

import io.pledgeline.jobs.JobStates.JobState;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Looks how one job stands and tells all who watch it. */
final class JobWatch {

    private static final Logger LOG = LoggerFactory.getLogger(JobWatch.class);

    private final Supplier<Optional<JobState>> job;
    private final List<JobWatcher> watchers = new CopyOnWriteArrayList<>();
    private @Nullable Future<?> poller;

    JobWatch(Supplier<Optional<JobState>> job) {
        this.job = job;
    }

    void startedAs(Future<?> poller) {
        this.poller = poller;
    }

    void join(SseEmitter emitter) {
        JobWatcher watcher = new JobWatcher(emitter);
        emitter.onCompletion(() -> watchers.remove(watcher));
        emitter.onError(gone -> watchers.remove(watcher));
        watchers.add(watcher);
    }

    /** Tells each watcher what is new to it; a database that is away for a while leaves the streams open. */
    void poll() {
        try {
            Optional<JobState> state = job.get();
            for (JobWatcher watcher : watchers) {
                if (!watcher.tell(state.orElse(null))) {
                    watchers.remove(watcher);
                }
            }
        } catch (RuntimeException e) {
            LOG.debug("The state of a job cannot be read now", e);
            watchers.removeIf(watcher -> !watcher.keepAlive());
        }
    }

    /** Ends the polling when nobody watches any more. */
    boolean endIfDeserted() {
        if (!watchers.isEmpty()) {
            return false;
        }
        if (poller != null) {
            poller.cancel(false);
        }
        return true;
    }

    /** Ends all streams, because this process stops. */
    void dismiss() {
        watchers.forEach(JobWatcher::dismiss);
    }
}
