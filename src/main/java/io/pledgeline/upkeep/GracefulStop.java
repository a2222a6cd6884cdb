package io.pledgeline.upkeep;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.spi.ShutdownStrategy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Ends the work of this process when it is told to stop: nothing new is begun, what is in flight ends, and what cannot
 * end in time is cut off and handed back before routes are stopped by force.
 *
 * <p>Spring would stop the web server first and Camel last: the queues would be read on while uploads are waited for.
 */
@Component
class GracefulStop implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(GracefulStop.class);

    private final StopSettings settings;
    private final Stopping stopping;
    /** Looked up late: Spring would start what a lifecycle depends on with it, before Camel has its routes. */
    private final ObjectProvider<CamelContext> camel;

    private final ProducerTemplate producer;
    private volatile boolean running;

    GracefulStop(
            StopSettings settings, Stopping stopping, ObjectProvider<CamelContext> camel, ProducerTemplate producer) {
        this.settings = settings;
        this.stopping = stopping;
        this.camel = camel;
        this.producer = producer;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        long start = System.nanoTime();
        running = false;
        stopping.begin();
        CamelContext context = camel.getObject();
        ShutdownStrategy shutdown = context.getShutdownStrategy();
        shutdown.setTimeUnit(TimeUnit.MILLISECONDS);
        shutdown.setTimeout(settings.routes().toMillis());
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "time-is-up");
            thread.setDaemon(true);
            return thread;
        });
        try {
            clock.schedule(this::endTime, settings.work().toMillis(), TimeUnit.MILLISECONDS);
            context.stop();
        } finally {
            clock.shutdownNow();
        }
        LOG.info(
                "The routes have stopped after {} ms",
                Duration.ofNanos(System.nanoTime() - start).toMillis());
    }

    private void endTime() {
        LOG.warn("The time for what is in flight is up; the rest is handed back");
        stopping.endTime();
        try {
            // Before routes are stopped by force: what they meet then must not settle anything.
            producer.sendBody("direct:upkeep-release", "");
        } catch (RuntimeException e) {
            LOG.warn(
                    "Nothing is handed back, so others wait for leases to end: {}",
                    e.getClass().getSimpleName());
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Before everything but what has to be told first. */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE - 1;
    }
}
