package io.pledgeline.jobs;

import io.pledgeline.http.Caller;
import io.pledgeline.http.IdReader;
import io.pledgeline.http.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.UUID;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Streams a job as server-sent events until it ends; a route would hold a thread per client. */
@RestController
class JobEvents {

    private final IdReader ids;
    private final JobStates states;
    private final JobWatches watches;

    JobEvents(IdReader ids, JobStates states, JobWatches watches) {
        this.ids = ids;
        this.states = states;
        this.watches = watches;
    }

    @GetMapping(path = "/api/jobs/{id}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter events(@PathVariable String id, HttpServletRequest request, HttpServletResponse response) {
        UUID job = ids.read("id", id);
        UUID merchant = Caller.of(request).map(Caller::merchant).orElse(null);
        if (!states.belongs(job, merchant)) {
            throw ProblemException.notFound();
        }
        // Proxies that collect answers before they pass them on leave these alone.
        response.setHeader("X-Accel-Buffering", "no");
        return watches.watch(job);
    }
}
