package io.pledgeline.jobs;

import io.pledgeline.jobs.JobStates.JobState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** One client that watches a job, and what it was told last. */
final class JobWatcher {

    private static final Duration HEARTBEAT = Duration.ofSeconds(10);
    private static final MediaType TEXT = new MediaType("text", "plain", StandardCharsets.UTF_8);

    private final SseEmitter emitter;
    private @Nullable String told;
    private long toldAt = System.nanoTime();

    JobWatcher(SseEmitter emitter) {
        this.emitter = emitter;
    }

    /**
     * Tells the client how the job stands, if that is news.
     *
     * @param state null when the job is gone
     * @return whether the stream goes on
     */
    boolean tell(@Nullable JobState state) {
        if (state == null) {
            dismiss();
            return false;
        }
        String facts = state.facts();
        if (facts.equals(told)) {
            return keepAlive();
        }
        told = facts;
        boolean here = send(SseEmitter.event().name(state.event()).data(state.document(), TEXT));
        if (here && state.isEnd()) {
            dismiss();
        }
        return here && !state.isEnd();
    }

    /** Sends a comment when there was no news for a while, so that neither proxies nor clients give up. */
    boolean keepAlive() {
        return System.nanoTime() - toldAt < HEARTBEAT.toNanos()
                || send(SseEmitter.event().comment("still here"));
    }

    void dismiss() {
        emitter.complete();
    }

    private boolean send(SseEmitter.SseEventBuilder event) {
        try {
            emitter.send(event);
            toldAt = System.nanoTime();
            return true;
        } catch (IOException | IllegalStateException gone) {
            // The container has noticed as well and ends the request.
            return false;
        }
    }
}
