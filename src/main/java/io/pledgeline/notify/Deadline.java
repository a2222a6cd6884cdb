package io.pledgeline.notify;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.client5.http.classic.ExecRuntime;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;

/**
 * Ends each exchange with an endpoint in time, however slowly it drips, and keeps nothing of what it says beyond the head.
 *
 * <p>The timeouts of sockets begin anew with each byte.
 */
final class Deadline implements ExecChainHandler, AutoCloseable {

    /** What is read of a body, so that its sender is not cut off in the middle of the usual "ok". */
    private static final int READ = 16 * 1024;

    private final Duration time;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "notify-deadline");
        thread.setDaemon(true);
        return thread;
    });

    Deadline(Duration time) {
        this.time = time;
    }

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        ExecRuntime connection = scope.execRuntime;
        // Set before the connection is cut: who waits for it may learn of that before the task is over.
        AtomicBoolean over = new AtomicBoolean();
        Future<?> end = clock.schedule(
                () -> {
                    over.set(true);
                    connection.discardEndpoint();
                },
                time.toMillis(),
                TimeUnit.MILLISECONDS);
        try {
            ClassicHttpResponse answer = chain.proceed(request, scope);
            skim(answer.getEntity());
            answer.setEntity(null);
            return answer;
        } catch (IOException | IllegalStateException e) {
            if (over.get()) {
                throw new InterruptedIOException("The time is up");
            }
            throw e;
        } finally {
            end.cancel(false);
            connection.discardEndpoint();
        }
    }

    private static void skim(HttpEntity body) {
        if (body == null) {
            return;
        }
        try {
            InputStream content = body.getContent();
            if (content != null) {
                content.skipNBytes(READ);
            }
        } catch (IOException e) {
            // The head was the answer.
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
