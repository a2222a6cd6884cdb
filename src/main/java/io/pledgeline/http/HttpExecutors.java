package io.pledgeline.http;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.system.JavaVersion;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.stereotype.Component;

/**
 * The threads requests are worked on: uploads on their own, so that slow ones never hold up the API.
 *
 * <p>Not beans themselves: a bean of type {@code Executor} would replace Spring Boot's own.
 */
@Component
class HttpExecutors implements DisposableBean {

    private static final int QUEUED_REQUESTS = 1000;

    private final SimpleAsyncTaskExecutor uploads = new SimpleAsyncTaskExecutor("upload-");
    private final AsyncTaskExecutor api;

    HttpExecutors(HttpSettings settings, @Value("${intake.concurrent-uploads:256}") int concurrentUploads) {
        boolean virtual = JavaVersion.getJavaVersion().isEqualOrNewerThan(JavaVersion.TWENTY_ONE);
        uploads.setVirtualThreads(virtual);
        uploads.setConcurrencyLimit(concurrentUploads);
        uploads.setRejectTasksWhenLimitReached(true);
        api = virtual ? virtualThreads() : pool(settings.apiThreads());
    }

    /** One thread per upload, refusing more than {@code intake.concurrent-uploads}. */
    AsyncTaskExecutor uploads() {
        return uploads;
    }

    /** All other requests. */
    AsyncTaskExecutor api() {
        return api;
    }

    private static AsyncTaskExecutor virtualThreads() {
        SimpleAsyncTaskExecutor threads = new SimpleAsyncTaskExecutor("api-");
        threads.setVirtualThreads(true);
        return threads;
    }

    private static AsyncTaskExecutor pool(int size) {
        ThreadPoolTaskExecutor pool = new ThreadPoolTaskExecutor();
        pool.setThreadNamePrefix("api-");
        pool.setCorePoolSize(size);
        pool.setMaxPoolSize(size);
        pool.setAllowCoreThreadTimeOut(true);
        pool.setQueueCapacity(QUEUED_REQUESTS);
        pool.initialize();
        return pool;
    }

    @Override
    public void destroy() {
        if (api instanceof ThreadPoolTaskExecutor pool) {
            pool.shutdown();
        }
    }
}
