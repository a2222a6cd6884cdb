package io.pledgeline.operations;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pledgeline.redisstream.RedisStreamActivity;
import io.pledgeline.redisstream.RedisStreamComponent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Reads what the queues of the whole installation hold and which processes take from them: numbers only. */
@Component("queueFigures")
class QueueFigures {

    private static final List<String> QUEUES = List.of("split", "load", "analysis", "ai", "undo", "erase");
    /** Processes tell every five seconds that they are there. */
    private static final Duration LATELY = Duration.ofSeconds(15);

    private static final String SCHEME = "^redis-stream:(//)?";

    private final RedisStreamComponent streams;
    private final Environment environment;
    private final ObjectMapper json;

    QueueFigures(RedisStreamComponent streams, Environment environment, ObjectMapper json) {
        this.streams = streams;
        this.environment = environment;
        this.json = json;
    }

    /** As JSON; without figures when Redis does not answer within a second. */
    public String read() throws JsonProcessingException {
        return json.writeValueAsString(look());
    }

    private Figures look() {
        Map<String, CompletableFuture<RedisStreamActivity>> asked = new LinkedHashMap<>();
        for (String queue : QUEUES) {
            String uri = environment.getProperty("queue." + queue, "redis-stream:" + queue);
            String stream = uri.replaceFirst(SCHEME, "");
            if (!stream.equals(uri)) {
                asked.put(queue, streams.activity(stream, queue));
            }
        }
        CompletableFuture<?> all = CompletableFuture.allOf(asked.values().toArray(CompletableFuture[]::new));
        try {
            all.get(1, TimeUnit.SECONDS);
            Map<String, RedisStreamActivity> seen = new LinkedHashMap<>();
            asked.forEach((queue, activity) -> seen.put(queue, activity.join()));
            return Figures.of(seen);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // The readers tell of an outage.
        } finally {
            asked.values().forEach(activity -> activity.cancel(true));
        }
        return new Figures(false, null, null);
    }

    private record Figures(
            boolean queuesReachable,
            @Nullable List<Queue> queues,
            @Nullable List<Worker> workers) {

        static Figures of(Map<String, RedisStreamActivity> seen) {
            List<Queue> queues = new ArrayList<>();
            Map<String, Worker> workers = new TreeMap<>();
            seen.forEach((name, activity) -> {
                queues.add(Queue.of(name, activity));
                activity.consumers()
                        .forEach(thread -> workers.merge(thread.process(), Worker.of(name, thread), Worker::with));
            });
            return new Figures(true, queues, List.copyOf(workers.values()));
        }
    }

    private record Queue(
            String name, long depth, long pending, long lag, long oldestSeconds, long dead, long consumers) {

        static Queue of(String name, RedisStreamActivity now) {
            return new Queue(
                    name,
                    now.depth(),
                    now.pending(),
                    now.lag(),
                    now.oldest().toSeconds(),
                    now.dead(),
                    now.consumers().stream()
                            .filter(consumer ->
                                    consumer.pending() > 0 || consumer.idle().compareTo(LATELY) < 0)
                            .map(RedisStreamActivity.Consumer::process)
                            .distinct()
                            .count());
        }
    }

    /** A process: idle for as long as the thread of it that asked last. */
    private record Worker(String name, List<String> queues, long idleSeconds, long pending) {

        static Worker of(String queue, RedisStreamActivity.Consumer thread) {
            return new Worker(thread.process(), List.of(queue), thread.idle().toSeconds(), thread.pending());
        }

        Worker with(Worker other) {
            List<String> both = new ArrayList<>(queues);
            other.queues().stream().filter(queue -> !both.contains(queue)).forEach(both::add);
            return new Worker(name, both, Math.min(idleSeconds, other.idleSeconds), pending + other.pending);
        }
    }
}
